package io.caravanserai.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.store.Dialect;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionApiTest {
    private static final Map<String, String> NAMES =
            Map.of("inside.example", "10.1.2.3", "out.example", "93.184.216.34", "six.example", "fd00:ec2::254");

    @SuppressWarnings("NullAway.Init") // each test makes its own
    DeliveryHarness hub;

    @SuppressWarnings("NullAway.Init") // set with the hub
    SubscriptionApi api;

    private void open(Dialect dialect) {
        hub = new DeliveryHarness(dialect);
        TargetPolicy policy = new TargetPolicy(SubscriptionApiTest::resolve, false);
        api = new SubscriptionApi(
                call -> FreshStore.ACCOUNT,
                hub.subscriptions,
                policy,
                Set.of("in_transit", "delivery"),
                hub.service.dispatcher()::reload);
    }

    private static Future<List<InetAddress>> resolve(String host) {
        String address = NAMES.get(host);
        return address == null
                ? Future.failedFuture("unknown host " + host)
                : Future.succeededFuture(List.of(TargetPolicy.literal(address).orElseThrow()));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void createsListsAndDeletes(Dialect dialect) throws Exception {
        open(dialect);

        HttpAnswer made = api.create(call("tracking", "{\"endpoint\":\"https://out.example\"}"));

        JsonNode answer = Json.parse(made.body());
        assertThat(made.status()).isEqualTo(201);
        assertThat(answer.get("endpoint").asText()).isEqualTo("https://out.example");
        String secret = answer.get("secret").asText();
        assertThat(secret).startsWith("whsec_");
        assertThat(Base64.getDecoder().decode(secret.substring(6))).hasSize(32);
        JsonNode listed = Json.parse(api.list(call("tracking", "")).body());
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).get("target").asText()).isEqualTo("https://out.example/webhook/tracking");
        assertThat(listed.toString()).doesNotContain(secret);
        assertThat(Json.parse(api.list(call("shipment", "")).body())).isEmpty();
        String id = answer.get("id").asText();
        assertThat(problem(() -> api.delete(with(call("shipment", ""), "id", id)))
                        .status())
                .isEqualTo(404);
        assertThat(api.delete(with(call("tracking", ""), "id", id)).status()).isEqualTo(204);
        assertThat(problem(() -> api.delete(with(call("tracking", ""), "id", id)))
                        .status())
                .isEqualTo(404);
        assertThat(Json.parse(api.list(call("tracking", "")).body())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void keepsTheCustomersOwnSecretFilterAndLimit(Dialect dialect) throws Exception {
        open(dialect);
        String secret = WebhookSecret.random().text();

        HttpAnswer made = api.create(call(
                "shipment",
                """
                {"endpoint": "https://out.example/in?tenant=7", "secret": "%s", "max_in_flight": 3,
                 "filter": {"carrier_ids": ["acme"], "milestones": ["delivery"]}, "something_else": 1}"""
                        .formatted(secret)));

        assertThat(Json.parse(made.body()).get("secret").asText()).isEqualTo(secret);
        Subscription kept = hub.subscriptions
                .list(FreshStore.ACCOUNT, Subscription.Kind.SHIPMENT)
                .get(0);
        assertThat(kept.target()).hasToString("https://out.example/in?tenant=7");
        assertThat(kept.maxInFlight()).isEqualTo(3);
        assertThat(kept.filter()).isEqualTo(new SubscriptionFilter(List.of("acme"), List.of("delivery"), List.of()));
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void keepsWhereTrackerPayloadsGo(Dialect dialect) throws Exception {
        open(dialect);

        HttpAnswer shared = api.create(
                call(
                        "tracking",
                        """
                {"endpoint": "https://out.example", "format": "tracardi",
                 "tracker": {"source_id": " shop ", "profile_key": "customer_no"}}"""));
        api.create(
                call(
                        "tracking",
                        """
                {"endpoint": "https://out.example/eu/track?a=1", "format": "tracardi",
                 "tracker": {"source_id": "eu", "profile_key": null}}"""));
        api.create(call("tracking", "{\"endpoint\": \"https://out.example\", \"format\": \"hub\", \"tracker\": null}"));

        assertThat(shared.status()).isEqualTo(201);
        JsonNode listed = Json.parse(api.list(call("tracking", "")).body());
        assertThat(listed)
                .extracting(one -> one.get("target").asText())
                .containsExactlyInAnyOrder(
                        "https://out.example/track",
                        "https://out.example/eu/track?a=1",
                        "https://out.example/webhook/tracking");
        assertThat(listed)
                .extracting(one -> one.get("format").asText() + one.get("tracker"))
                .containsExactlyInAnyOrder(
                        "tracardi{\"source_id\":\"shop\",\"profile_key\":\"customer_no\"}",
                        "tracardi{\"source_id\":\"eu\",\"profile_key\":null}",
                        "hubnull");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void rotatesASecret(Dialect dialect) throws Exception {
        open(dialect);
        JsonNode made = Json.parse(api.create(call("tracking", "{\"endpoint\":\"https://out.example\"}"))
                .body());

        HttpAnswer rotated =
                api.rotate(with(call("tracking", ""), "id", made.get("id").asText()));

        assertThat(rotated.status()).isEqualTo(200);
        assertThat(Json.parse(rotated.body()).get("secret")).isNotEqualTo(made.get("secret"));
        assertThat(Json.parse(rotated.body()).get("previous_secret_until_utc").asText())
                .endsWith("Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | $.endpoint",
                "{\"endpoint\": 7} | $.endpoint",
                "{\"endpoint\": \"ftp://out.example\"} | $.endpoint",
                "{\"endpoint\": \"https://\"} | $.endpoint",
                "{\"endpoint\": \"https://u:p@out.example\"} | $.endpoint",
                "{\"endpoint\": \"https://2130706433/\"} | $.endpoint",
                "{\"endpoint\": \"https://out.example\", \"secret\": \"short\"} | $.secret",
                "{\"endpoint\": \"https://out.example\", \"max_in_flight\": 0} | $.max_in_flight",
                "{\"endpoint\": \"https://out.example\", \"max_in_flight\": 1.5} | $.max_in_flight",
                "{\"endpoint\": \"https://out.example\", \"max_per_second\": 10001} | $.max_per_second",
                "{\"endpoint\": \"https://out.example\", \"filter\": []} | $.filter",
                "{\"endpoint\": \"https://out.example\", \"filter\": {\"carrier\": []}} | $.filter.carrier",
                "{\"endpoint\": \"https://out.example\", \"filter\": {\"carrier_ids\": [\"a\", 1]}}"
                        + " | $.filter.carrier_ids[1]",
                "{\"endpoint\": \"https://out.example\", \"filter\": {\"milestones\": [\"delivred\"]}}"
                        + " | $.filter.milestones[0]",
                "{\"endpoint\": \"https://out.example\", \"format\": \"tracardy\", \"tracker\": {}} | $.format",
                "{\"endpoint\": \"https://out.example\", \"format\": 1} | $.format",
                "{\"endpoint\": \"https://out.example\", \"tracker\": {\"source_id\": \"s\"}} | $.tracker",
                "{\"endpoint\": \"https://out.example\", \"format\": \"tracardi\"} | $.tracker",
                "{\"endpoint\": \"https://out.example\", \"format\": \"tracardi\", \"tracker\": \"s\"} | $.tracker",
                "{\"endpoint\": \"https://out.example\", \"format\": \"tracardi\", \"tracker\": {}} | $.tracker.source_id",
                "{\"endpoint\": \"https://out.example\", \"format\": \"tracardi\", \"tracker\": {\"source_id\": \" \"}}"
                        + " | $.tracker.source_id",
                "{\"endpoint\": \"https://out.example\", \"format\": \"tracardi\", \"tracker\": {\"source_id\": \"a\\u0000b\"}}"
                        + " | $.tracker.source_id",
                "{\"endpoint\": \"https://out.example\", \"format\": \"tracardi\","
                        + " \"tracker\": {\"source_id\": \"s\", \"profile_key\": 7}} | $.tracker.profile_key",
                "{\"endpoint\": \"https://out.example\", \"format\": \"tracardi\","
                        + " \"tracker\": {\"source_id\": \"s\", \"profil_key\": \"k\"}} | $.tracker.profil_key",
            })
    void namesABadFieldByItsPath(String body, String path) throws Exception {
        open(Dialect.SQLITE);

        HttpAnswer answer = problem(() -> api.create(call("tracking", body)));

        assertThat(answer.status()).isEqualTo(422);
        JsonNode faults = Json.parse(answer.body()).get("detail");
        assertThat(faults).hasSize(1);
        assertThat(faults.get(0).get("path").asText()).isEqualTo(path);
    }

    @Test
    void newsOfLabelsAreNoTrackerPayloads() throws Exception {
        open(Dialect.SQLITE);
        String body =
                "{\"endpoint\":\"https://out.example\",\"format\":\"tracardi\",\"tracker\":{\"source_id\":\"s\"}}";

        HttpAnswer answer = problem(() -> api.create(call("shipment", body)));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(Json.parse(answer.body()).at("/detail/0/path").asText()).isEqualTo("$.format");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8080/x",
                "http://10.0.0.1",
                "http://169.254.169.254/latest",
                "http://[::1]/",
                "http://[fe80::1]/",
                "http://[fd00::1]/",
                "http://[::ffff:10.0.0.1]/",
                "http://[64:ff9b::a00:1]/",
                "https://inside.example/x",
                "https://six.example/x"
            })
    void refusesTargetsThatAreNotPublic(String endpoint) throws Exception {
        open(Dialect.SQLITE);

        HttpAnswer answer = problem(() -> api.create(call("tracking", "{\"endpoint\":\"" + endpoint + "\"}")));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(Json.parse(answer.body()).at("/detail/0/path").asText()).isEqualTo("$.endpoint");
        assertThat(Json.parse(answer.body()).at("/detail/0/msg").asText()).contains("not public");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://nobody.example/hook", "http://93.184.216.34/"})
    void takesPublicAddressesAndNamesThatCannotBeLookedUpNow(String endpoint) {
        open(Dialect.SQLITE);

        HttpAnswer made = api.create(call("tracking", "{\"endpoint\":\"" + endpoint + "\"}"));

        assertThat(made.status()).isEqualTo(201);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void anotherAccountIsForbiddenAndOtherKindsAreUnknown(Dialect dialect) {
        open(dialect);
        HttpCall foreign = with(call("tracking", "{\"endpoint\":\"https://out.example\"}"), "account_number", "2");

        assertThat(problem(() -> api.create(foreign)).status()).isEqualTo(403);
        assertThat(problem(() -> api.list(foreign)).status()).isEqualTo(403);
        assertThat(problem(() -> api.list(call("labels", ""))).status()).isEqualTo(404);
        assertThat(problem(() -> api.create(call("tracking", "{\"endpoint\":"))).status())
                .isEqualTo(400);
        assertThat(problem(() -> api.create(call("tracking", "[]"))).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void anAccountHasSoManySubscriptionsOfAKind(Dialect dialect) {
        open(dialect);
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < SubscriptionApi.MOST_SUBSCRIPTIONS; i++) {
            statuses.add(api.create(call("tracking", "{\"endpoint\":\"https://out.example\"}"))
                    .status());
        }

        HttpAnswer answer = problem(() -> api.create(call("tracking", "{\"endpoint\":\"https://out.example\"}")));

        assertThat(statuses).containsOnly(201);
        assertThat(answer.status()).isEqualTo(409);
    }

    private HttpCall call(String kind, String body) {
        return hub.call("POST", Map.of("account_number", FreshStore.ACCOUNT, "kind", kind), Map.of(), body);
    }

    private static HttpCall with(HttpCall call, String name, String value) {
        Map<String, String> path = new java.util.HashMap<>(call.pathParams());
        path.put(name, value);
        return new HttpCall(
                call.method(), call.path(), path, call.query(), call.headers(), call.remoteAddress(), call.body());
    }

    private static HttpAnswer problem(org.assertj.core.api.ThrowableAssert.ThrowingCallable code) {
        return catchThrowableOfType(HttpProblem.class, code).answer();
    }
}
