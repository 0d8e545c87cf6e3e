package io.caravanserai.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.store.Dialect;
import io.caravanserai.testkit.WebhookSink;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How customers want their endpoints called, and how they change that. */
class EndpointOptionsTest {
    @SuppressWarnings("NullAway.Init") // each test makes its own
    DeliveryHarness hub;

    @SuppressWarnings("NullAway.Init") // set with the hub
    SubscriptionApi api;

    private void open(Dialect dialect) {
        hub = new DeliveryHarness(dialect).start();
        TargetPolicy policy = new TargetPolicy(host -> Future.failedFuture("no names in tests"), true);
        api = new SubscriptionApi(
                call -> FreshStore.ACCOUNT, hub.subscriptions, policy, Set.of(), hub.service.dispatcher()::reload);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void headersGoWithEveryMessageAndAreListedByNameAlone(Dialect dialect) throws Exception {
        open(dialect);
        WebhookSink sink = hub.sink();
        Subscription subscription = hub.subscribe(
                sink.url(), ",\"headers\":{\"X-Api-Key\":\"k-12345\",\"Authorization\":\"Basic bWU6eA==\"}");

        hub.send(News.of("A", "a1"));

        await().until(() -> hub.count("delivered") == 1);
        assertThat(sink.received().get(0).headers())
                .containsEntry("x-api-key", "k-12345")
                .containsEntry("authorization", "Basic bWU6eA==");
        Messages.verify(subscription, sink.received().get(0));
        JsonNode listed = Json.parse(api.list(call("", "")).body());
        assertThat(listed.at("/0/headers")).hasToString("[\"Authorization\",\"X-Api-Key\"]");
        assertThat(listed.toString()).doesNotContain("k-12345");
        assertThat(subscription.toString()).doesNotContain("k-12345");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "content-type",
                "Content-Length",
                "Webhook-Id",
                "webhook-signature",
                "Transfer-Encoding",
                "connection",
                "Cookie",
                "Set-Cookie",
                "Proxy-Authorization",
                "a b",
                "a\\r\\nb",
                ""
            })
    void headersThatAreTheHubsOwnAreRefused(String name) throws Exception {
        open(Dialect.SQLITE);

        assertThat(fault("{\"endpoint\":\"https://out.example\",\"headers\":{\"" + name + "\":\"v\"}}"))
                .startsWith("$.headers");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"X\": \"a\\r\\nHost: b\"} | $.headers.X",
                "{\"X\": \"ü\"} | $.headers.X",
                "{\"X\": 7} | $.headers.X",
                "{\"X\": \"\"} | $.headers.X",
                "{\"X\": \"a\", \"x\": \"b\"} | $.headers.x",
                "[] | $.headers",
            })
    void valuesThatDoNotFitIntoAHeaderAreRefused(String headers, String path) throws Exception {
        open(Dialect.SQLITE);

        assertThat(fault("{\"endpoint\":\"https://out.example\",\"headers\":" + headers + "}"))
                .isEqualTo(path);
    }

    @Test
    void thereAreTwentyHeadersAtMostAndOneAuthorization() throws Exception {
        open(Dialect.SQLITE);
        String headers = IntStream.range(0, 21)
                .mapToObj(i -> "\"X-" + i + "\":\"v\"")
                .collect(Collectors.joining(",", "{", "}"));

        assertThat(fault("{\"endpoint\":\"https://out.example\",\"headers\":" + headers + "}"))
                .isEqualTo("$.headers");
        assertThat(
                        fault(
                                """
                        {"endpoint": "https://out.example", "headers": {"authorization": "Basic eA=="},
                         "oauth": {"token_url": "https://out.example/token", "client_id": "a", "client_secret": "b"}}"""))
                .isEqualTo("$.oauth");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aChangeKeepsWhatItDoesNotNameAndNullTakesAway(Dialect dialect) throws Exception {
        open(dialect);
        Subscription before = hub.subscribe(
                "http://127.0.0.1:1",
                ",\"headers\":{\"X-A\":\"a\"},\"max_in_flight\":3,\"max_per_second\":5,\"filter\":{\"carrier_ids\":[\"ups\"]}");

        JsonNode answer = Json.parse(api.change(call(before.id(), "{\"max_in_flight\":4,\"max_per_second\":null}"))
                .body());

        Subscription after = hub.subscriptions
                .find(FreshStore.ACCOUNT, Subscription.Kind.TRACKING, before.id())
                .orElseThrow();
        assertThat(after.maxInFlight()).isEqualTo(4);
        assertThat(after.options().maxPerSecond()).isNull();
        assertThat(after.options().headers()).isEqualTo(Map.of("X-A", "a"));
        assertThat(after.filter()).isEqualTo(before.filter());
        assertThat(after.secret()).isEqualTo(before.secret());
        assertThat(answer.get("max_in_flight").asInt()).isEqualTo(4);
        assertThat(answer.has("secret")).isFalse();
    }

    @Test
    void whatCannotBeChangedIsSaid() throws Exception {
        open(Dialect.SQLITE);
        Subscription before = hub.subscribe("http://127.0.0.1:1", "");

        assertThat(path(() -> api.change(call(before.id(), "{\"endpoint\":\"https://out.example\"}"))))
                .isEqualTo("$.endpoint");
        assertThat(path(() -> api.change(call(before.id(), "{\"tls\":{\"trusted_ca\":\"x\"}}"))))
                .startsWith("$.tls");
        assertThat(catchThrowableOfType(HttpProblem.class, () -> api.change(call("nobody", "{}")))
                        .answer()
                        .status())
                .isEqualTo(404);
    }

    private String fault(String body) throws Exception {
        return path(() -> api.create(call("", body)));
    }

    private static String path(org.assertj.core.api.ThrowableAssert.ThrowingCallable code) throws Exception {
        HttpProblem problem = catchThrowableOfType(HttpProblem.class, code);
        assertThat(problem.answer().status()).isEqualTo(422);
        return Json.parse(problem.answer().body()).at("/detail/0/path").asText();
    }

    private HttpCall call(String id, String body) {
        return hub.call(
                "POST", Map.of("account_number", FreshStore.ACCOUNT, "kind", "tracking", "id", id), Map.of(), body);
    }
}
