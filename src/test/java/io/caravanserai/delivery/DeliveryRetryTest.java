package io.caravanserai.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.store.Dialect;
import io.caravanserai.testkit.WebhookSink;
import io.caravanserai.tracking.ShipmentEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void threeFailuresAndASuccessAreFourAttemptsOnSchedule(Dialect dialect) {
        hub = new DeliveryHarness(dialect).start();
        WebhookSink sink = hub.sink();
        hub.subscribe(sink);
        AtomicInteger calls = new AtomicInteger();
        sink.answer((message, response) ->
                response.setStatusCode(calls.incrementAndGet() <= 3 ? 500 : 200).end());

        hub.send(News.of("S1", "e1"));
        for (int attempt = 1; attempt <= 3; attempt++) {
            int made = attempt;
            await().until(() -> hub.only().attempts() == made);
            DeliveryStore.Line line = hub.only();
            long wait = DeliveryHarness.SCHEDULE.get(attempt - 1).toMillis();
            // the wait runs from the answer, which came after the attempt began and before it was written down
            assertThat(line.dueAt() - attempts().get(attempt - 1).at()).isGreaterThanOrEqualTo(wait * 8 / 10);
            assertThat(line.dueAt() - line.updatedAt()).isLessThanOrEqualTo(wait * 12 / 10);
            hub.advance(Duration.ofMillis(line.dueAt() - hub.clock.millis()));
            await().until(() -> hub.only().attempts() == made + 1);
            assertThat(attempts().get(attempt).at()).isGreaterThanOrEqualTo(line.dueAt());
        }

        assertThat(hub.only().status()).isEqualTo("delivered");
        assertThat(attempts()).extracting(Attempt::status).containsExactly(500, 500, 500, 200);
        assertThat(sink.received())
                .hasSize(4)
                .extracting(WebhookSink.Received::id)
                .containsOnly(hub.only().id());
        assertThat(sink.received())
                .extracting(message -> message.headers().get("webhook-timestamp"))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    private List<Attempt> attempts() {
        return hub.deliveries.find(null, hub.only().id()).orElseThrow().attempts();
    }

    @ParameterizedTest
    @CsvSource({"429, 3600, 3600", "503, 3600, 3600", "429, date, 3600", "503, date, 3600", "429, 9999999, 86400"})
    void waitsAsLongAsTheEndpointAsksUpToTheCap(int status, String asked, long seconds) {
        hub = new DeliveryHarness(Dialect.SQLITE).start();
        WebhookSink sink = hub.sink();
        hub.subscribe(sink);
        AtomicLong until = new AtomicLong();
        sink.answer((message, response) -> {
            Instant date = hub.clock.instant().plusSeconds(seconds);
            until.set(date.toEpochMilli());
            String header = asked.equals("date")
                    ? DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC))
                    : asked;
            response.setStatusCode(status).putHeader("Retry-After", header).end();
        });

        hub.send(News.of("A", "a1"));

        await().until(() -> hub.only().attempts() == 1);
        DeliveryStore.Line line = hub.only();
        // an HTTP date has no parts of seconds
        assertThat(line.dueAt()).isGreaterThanOrEqualTo(until.get() / 1000 * 1000);
        assertThat(line.dueAt() - line.updatedAt()).isLessThanOrEqualTo(seconds * 1000);
        sink.answer((message, response) -> response.end());
        hub.advance(Duration.ofMillis(line.dueAt() - hub.clock.millis()));
        await().until(() -> hub.only().status().equals("delivered"));
        assertThat(attempts().get(1).at()).isGreaterThanOrEqualTo(line.dueAt());
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
