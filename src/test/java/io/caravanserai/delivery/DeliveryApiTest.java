package io.caravanserai.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.deadletter.DeadLetterAdmin;
import io.caravanserai.deadletter.DeadLetterSource;
import io.caravanserai.deadletter.DeadLetters;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.store.Dialect;
import io.caravanserai.testkit.WebhookSink;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Looking at deliveries and sending them again, by customers and operators. */
class DeliveryApiTest {
    @SuppressWarnings("NullAway.Init") // each test makes its own
    DeliveryHarness hub;

    @SuppressWarnings("NullAway.Init") // set with the hub
    DeliveryApi api;

    @SuppressWarnings("NullAway.Init") // set with the hub
    WebhookSink sink;

    private void open(Dialect dialect) {
        hub = new DeliveryHarness(dialect).start();
        api = new DeliveryApi(call -> FreshStore.ACCOUNT, hub.deliveries);
        sink = hub.sink();
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void listsPageByPageTheNewestFirst(Dialect dialect) throws Exception {
        open(dialect);
        hub.subscribe(sink);
        hub.send(News.of("A", "e1"), News.of("B", "e2"), News.of("C", "e3"));
        await().until(() -> hub.count("delivered") == 3);

        JsonNode first = get(Map.of("limit", List.of("2"), "status", List.of("delivered")));
        JsonNode rest = get(Map.of("before", List.of(first.get("next").asText())));

        assertThat(first.get("deliveries").findValuesAsText("shipment_id")).containsExactly("C", "B");
        assertThat(rest.get("deliveries").findValuesAsText("shipment_id")).containsExactly("A");
        assertThat(rest.get("next").isNull()).isTrue();
        assertThat(get(Map.of("status", List.of("dead"))).get("deliveries")).isEmpty();
        assertThat(status(() -> api.list(call("", Map.of("status", List.of("lost"))))))
                .isEqualTo(422);
        assertThat(status(() -> api.list(call("", Map.of("limit", List.of("0"))))))
                .isEqualTo(422);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void replaysADeadDeliveryWithItsIdAndAFreshSchedule(Dialect dialect) throws Exception {
        open(dialect);
        hub.subscribe(sink);
        String id = die();
        sink.answer((message, response) -> response.end());

        HttpAnswer answer = api.replay(call("", Map.of(), "id", id));

        assertThat(answer.status()).isEqualTo(202);
        await().until(() -> hub.count("delivered") == 1);
        assertThat(sink.received().stream().map(WebhookSink.Received::id).collect(Collectors.toSet()))
                .isEqualTo(Set.of(id));
        JsonNode detail = Json.parse(api.get(call("", Map.of(), "id", id)).body());
        assertThat(detail.get("attempt_log")).hasSize(5);
        assertThat(detail.at("/attempt_log/4/http_status").asInt()).isEqualTo(200);
        assertThat(Json.parse(detail.get("body").asText().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .at("/0/shipment_id")
                        .asText())
                .isEqualTo("A");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void replaysAllSinceAMoment(Dialect dialect) throws Exception {
        open(dialect);
        hub.subscribe(sink);
        hub.send(News.of("A", "e1"));
        await().until(() -> hub.count("delivered") == 1);
        String before = hub.clock.instant().plusSeconds(1).toString();
        hub.clock.advance(Duration.ofMinutes(1));
        hub.send(News.of("B", "e2"), News.of("B", "e3"));
        await().until(() -> hub.count("delivered") == 3);

        HttpAnswer answer = api.replayAll(call("{\"since\":\"" + before + "\",\"status\":\"delivered\"}", Map.of()));

        assertThat(Json.parse(answer.body()).get("replayed").asInt()).isEqualTo(2);
        await().until(() -> hub.count("delivered") == 3 && sink.received().size() == 5);
        assertThat(status(() -> api.replayAll(call("{\"status\":\"dead\"}", Map.of()))))
                .isEqualTo(422);
        assertThat(status(() -> api.replayAll(call("{", Map.of())))).isEqualTo(400);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void doesNotReplayWhatNobodyWants(Dialect dialect) {
        open(dialect);
        Subscription subscription = hub.subscribe(sink);
        String id = die();
        hub.subscriptions.delete(FreshStore.ACCOUNT, Subscription.Kind.TRACKING, subscription.id());

        assertThat(status(() -> api.replay(call("", Map.of(), "id", id)))).isEqualTo(409);
        assertThat(status(() -> api.replay(call("", Map.of(), "id", "msg_0")))).isEqualTo(404);
        DeliveryApi other = new DeliveryApi(call -> "2", hub.deliveries);
        assertThat(status(() -> other.replay(call("", Map.of(), "id", id)))).isEqualTo(403);
        assertThat(hub.deliveries.find("2", id)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void operatorsSeeReplayAndDiscardDeadOnes(Dialect dialect) throws Exception {
        open(dialect);
        Subscription subscription = hub.subscribe(sink);
        String id = die();
        WebhookDeadLetters source = new WebhookDeadLetters(hub.deliveries);
        DeadLetterAdmin admin = new DeadLetterAdmin(new DeadLetters(List.of(source)));

        JsonNode listed = Json.parse(
                admin.list(call("", Map.of("q", List.of("http 500")))).body());

        assertThat(listed.at("/dead_letters/0/id").asText()).isEqualTo("webhook-" + id);
        assertThat(listed.at("/dead_letters/0/reason").asText()).isEqualTo("HTTP 500 after 4 attempts");
        assertThat(source.list(new DeadLetterSource.Page(10, null, "nothing like it", null)))
                .isEmpty();
        assertThat(admin.get(call("", Map.of(), "id", "webhook-" + id)).status())
                .isEqualTo(200);
        sink.answer((message, response) -> response.end());
        assertThat(admin.replay(call("", Map.of(), "id", "webhook-" + id)).status())
                .isEqualTo(202);
        await().until(() -> hub.count("delivered") == 1);
        assertThat(source.discard(id)).as("it is not dead any more").isFalse();
        String second = die();
        assertThat(source.discard(second)).isTrue();
        assertThat(source.find(second)).isEmpty();
        String third = die();
        hub.subscriptions.delete(FreshStore.ACCOUNT, Subscription.Kind.TRACKING, subscription.id());
        assertThatThrownBy(() -> source.replay(third)).isInstanceOf(IllegalStateException.class);
    }

    private void purge(Duration schedule) {
        hub.deliveries.purge(DeliveryHarness.TERMS.deliveries(), DeliveryHarness.TERMS.deadLetters(), schedule);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void whatIsDoneIsKeptForAWhile(Dialect dialect) {
        open(dialect);
        hub.subscribe(sink);
        hub.send(News.of("D", "d1"));
        await().until(() -> hub.count("delivered") == 1);
        die();

        hub.clock.advance(DeliveryHarness.TERMS.deliveries().plusDays(1));
        purge(Duration.ofDays(3));
        assertThat(hub.lines()).extracting(DeliveryStore.Line::status).containsExactly("dead");
        hub.clock.advance(DeliveryHarness.TERMS.deadLetters());
        purge(Duration.ofDays(3));

        assertThat(hub.lines()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void whatCouldNeverBeTriedIsDeadInTheEnd(Dialect dialect) {
        hub = new DeliveryHarness(dialect);
        hub.subscribe("http://127.0.0.1:1", "");
        hub.enqueue(News.of("A", "a1"));
        Duration schedule = Duration.ofDays(3);

        hub.clock.advance(schedule.minusHours(1));
        purge(schedule);
        String before = hub.only().status();
        hub.clock.advance(Duration.ofHours(2));
        purge(schedule);

        assertThat(before).isEqualTo("pending");
        assertThat(hub.only().status()).isEqualTo("dead");
        assertThat(hub.only().lastError()).contains("whole retry schedule");
    }

    /** Makes one more delivery that every attempt fails; returns its id. */
    private String die() {
        sink.answer((message, response) -> response.setStatusCode(500).end());
        long dead = hub.count("dead");
        hub.send(News.of("A", "dead" + sink.received().size()));
        String id = hub.lines().get(0).id();
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    hub.advance(Duration.ofMinutes(3));
                    return hub.count("dead") == dead + 1;
                });
        return id;
    }

    private JsonNode get(Map<String, List<String>> query) throws Exception {
        return Json.parse(api.list(call("", query)).body());
    }

    private HttpCall call(String body, Map<String, List<String>> query, String... more) {
        Map<String, String> path = more.length == 0
                ? Map.of("account_number", FreshStore.ACCOUNT)
                : Map.of("account_number", FreshStore.ACCOUNT, more[0], more[1]);
        return hub.call("POST", path, query, body);
    }

    private static int status(org.assertj.core.api.ThrowableAssert.ThrowingCallable code) {
        return catchThrowableOfType(HttpProblem.class, code).answer().status();
    }
}
