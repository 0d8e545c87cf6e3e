package io.caravanserai.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.caravanserai.deadletter.DeadLetterSource;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.store.Dialect;
import io.caravanserai.testkit.WebhookSink;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of messages that were refused to the end, and how a customer gets those of an outage again. */
class DeliveryRecoveryTest {
    @SuppressWarnings("NullAway.Init") // each test makes its own
    DeliveryHarness hub;

    @SuppressWarnings("NullAway.Init") // set with the hub
    DeliveryApi api;

    @SuppressWarnings("NullAway.Init") // set with the hub
    WebhookSink sink;

    /** Events that the endpoint refuses. */
    private final Set<String> refused = new CopyOnWriteArraySet<>();

    private void open(Dialect dialect) {
        hub = new DeliveryHarness(dialect).start();
        api = new DeliveryApi(call -> FreshStore.ACCOUNT, hub.deliveries);
        sink = hub.sink();
        sink.answer((message, response) -> response.setStatusCode(refused.contains(Messages.event(message)) ? 403 : 200)
                .end());
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void whatIsForbiddenForEverStopsAtTheLimitAndIsADeadLetterThatCanBeReplayed(Dialect dialect) throws Exception {
        open(dialect);
        hub.subscribe(sink);
        refused.add("e1");
        hub.send(News.of("S1", "e1"));
        dead(1);
        assertThat(sink.received()).hasSize(DeliveryHarness.SCHEDULE.size() + 1);
        DeadLetterSource letters = new WebhookDeadLetters(hub.deliveries);
        DeadLetterSource.Summary letter =
                letters.list(new DeadLetterSource.Page(10, null, null, null)).get(0);
        assertThat(letter.reason()).isEqualTo("HTTP 403 after 4 attempts");
        assertThat(letters.find(letter.id()).orElseThrow().content())
                .isEqualTo(sink.received().get(0).body());

        refused.clear();
        assertThat(letters.replay(letter.id())).isTrue();
        hub.advance(Duration.ZERO);

        await().until(() -> hub.count("delivered") == 1);
        assertThat(sink.received())
                .extracting(WebhookSink.Received::id)
                .containsOnly(hub.only().id());
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void sendsAgainExactlyWhatFailedSinceAMomentForOneSubscription(Dialect dialect) throws Exception {
        open(dialect);
        Subscription asked = hub.subscribe(sink);
        refused.addAll(List.of("before", "first", "last"));
        tell("before");
        tell("fine before");
        tell("first");
        long since = hub.lines().get(0).createdAt();
        tell("fine");
        tell("last");
        WebhookSink other = hub.sink();
        other.answer((message, response) -> response.setStatusCode(403).end());
        hub.subscribe(other);
        tell("others");
        dead(4);
        int before = sink.received().size();
        int others = other.received().size();

        refused.clear();
        int replayed = replay(
                "{\"since\":\"%s\",\"subscription_id\":\"%s\"}".formatted(Instant.ofEpochMilli(since), asked.id()));

        hub.advance(Duration.ZERO);
        await().until(() -> hub.count("dead") == 2 && hub.count("pending") == 0);
        assertThat(replayed).isEqualTo(2);
        assertThat(sink.received().subList(before, sink.received().size()))
                .extracting(Messages::event)
                .containsExactlyInAnyOrder("first", "last");
        assertThat(other.received()).hasSize(others);
        assertThat(hub.count("delivered")).isEqualTo(5);
        assertThat(catchThrowableOfType(
                                HttpProblem.class,
                                () -> replay("{\"since\":\"2026-01-01T00:00:00Z\",\"subscription_id\":\"nobody\"}"))
                        .answer()
                        .status())
                .isEqualTo(422);
    }

    /** Tells an event of a shipment of its own, a second after the one before. */
    private void tell(String event) {
        hub.clock.advance(Duration.ofSeconds(1));
        hub.send(News.of("shipment of " + event, event));
    }

    private void dead(int count) {
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            hub.advance(Duration.ofMinutes(3));
            return hub.count("dead") == count && hub.count("pending") == 0;
        });
    }

    private int replay(String body) throws Exception {
        HttpCall call = hub.call("POST", Map.of("account_number", FreshStore.ACCOUNT), Map.of(), body);
        return Json.parse(api.replayAll(call).body()).get("replayed").asInt();
    }
}
