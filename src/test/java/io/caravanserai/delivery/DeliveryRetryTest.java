package io.caravanserai.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.store.Dialect;
import io.caravanserai.testkit.WebhookSink;
import io.caravanserai.tracking.ShipmentEvent;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a delivery that failed is tried again, and when no more. */
class DeliveryRetryTest {
    @SuppressWarnings("NullAway.Init") // each test makes its own
    DeliveryHarness hub;

    @AfterEach
    void close() {
        hub.close();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void triesAgainByTheScheduleWithTheSameIdAndThenGivesUp(Dialect dialect) throws Exception {
        hub = new DeliveryHarness(dialect).start();
        WebhookSink sink = hub.sink();
        Subscription subscription = hub.subscribe(sink);
        sink.answer((message, response) -> response.setStatusCode(500).end("broken\0"));

        hub.send(News.of("S1", "e1"));
        for (int attempt = 1; attempt <= DeliveryHarness.SCHEDULE.size(); attempt++) {
            int made = attempt;
            await().until(() -> hub.only().attempts() == made);
            Duration wait = DeliveryHarness.SCHEDULE.get(attempt - 1);
            DeliveryStore.Line line = hub.only();
            assertThat(line.status()).isEqualTo("pending");
            assertThat(line.dueAt() - line.updatedAt())
                    .isBetween(wait.toMillis() * 79 / 100, wait.toMillis() * 121 / 100);
            hub.advance(wait.multipliedBy(2));
        }

        await().until(() -> hub.only().status().equals("dead"));
        assertThat(sink.received()).hasSize(DeliveryHarness.SCHEDULE.size() + 1);
        assertThat(sink.received())
                .extracting(WebhookSink.Received::id)
                .containsOnly(hub.only().id());
        assertThat(sink.received())
                .extracting(message -> message.headers().get("webhook-timestamp"))
                .doesNotHaveDuplicates();
        // the library refuses messages that are older or newer than five minutes, the first is the newest by its clock
        Messages.verify(subscription, sink.received().get(0));
        DeliveryStore.Detail detail = hub.deliveries.find(null, hub.only().id()).orElseThrow();
        assertThat(detail.attempts()).hasSize(4).allSatisfy(attempt -> {
            assertThat(attempt.status()).isEqualTo(500);
            assertThat(attempt.answer()).isEqualTo("broken\ufffd");
        });
    }

    @Test
    void waitsAsLongAsTheEndpointAsks() {
        hub = new DeliveryHarness(Dialect.SQLITE).start();
        WebhookSink sink = hub.sink();
        hub.subscribe(sink);
        sink.answer((message, response) ->
                response.setStatusCode(429).putHeader("Retry-After", "3600").end());

        hub.send(News.of("A", "a1"));

        await().until(() -> hub.only().attempts() == 1);
        assertThat(hub.only().dueAt() - hub.only().updatedAt()).isBetween(3_590_000L, 3_600_000L);
    }

    @Test
    void aDeadEndpointIsLeftAloneAndThenTriedWithOneCall() {
        hub = new DeliveryHarness(Dialect.SQLITE).start();
        WebhookSink sink = hub.sink();
        hub.subscribe(sink.url(), ",\"max_in_flight\":1");
        sink.answer((message, response) -> response.setStatusCode(502).end());

        hub.send(IntStream.range(0, 50).mapToObj(i -> News.of("S" + i, "e" + i)).toArray(ShipmentEvent[]::new));

        await().until(() -> sink.received().size() == Circuit.THRESHOLD);
        sink.answer((message, response) -> response.end());
        hub.advance(Duration.ofMinutes(2));
        await().until(() -> hub.count("delivered") == 50);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aGoneEndpointEndsItsSubscription(Dialect dialect) {
        hub = new DeliveryHarness(dialect).start();
        WebhookSink sink = hub.sink();
        Subscription subscription = hub.subscribe(sink.url(), ",\"max_in_flight\":1");
        sink.answer((message, response) -> response.setStatusCode(410).end());

        hub.send(News.of("A", "a1"), News.of("A", "a2"), News.of("B", "b1"));

        await().until(() -> hub.count("cancelled") == 3);
        assertThat(sink.received()).hasSize(1);
        assertThat(hub.subscriptions.list(FreshStore.ACCOUNT, Subscription.Kind.TRACKING))
                .singleElement()
                .matches(found -> found.id().equals(subscription.id()))
                .matches(found -> found.status() == Subscription.Status.DISABLED);
        assertThat(hub.enqueue(News.of("A", "a3"))).isEmpty();
    }

    @Test
    void deletedSubscriptionsGetNothingMore() {
        hub = new DeliveryHarness(Dialect.SQLITE);
        WebhookSink sink = hub.sink();
        Subscription subscription = hub.subscribe(sink);
        hub.enqueue(News.of("A", "a1"));

        hub.subscriptions.delete(FreshStore.ACCOUNT, Subscription.Kind.TRACKING, subscription.id());
        hub.start();

        assertThat(hub.only().status()).isEqualTo("cancelled");
        assertThat(hub.enqueue(News.of("A", "a2"))).isEmpty();
    }
}
