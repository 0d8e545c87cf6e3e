package io.caravanserai.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.store.Dialect;
import io.caravanserai.testkit.WebhookSink;
import io.caravanserai.tracking.ShipmentEvent;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one endpoint can do to the hub and to the others: nothing. */
class EndpointLimitsTest {
    @SuppressWarnings("NullAway.Init") // each test makes its own
    DeliveryHarness hub;

    @AfterEach
    void close() {
        hub.close();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aHangingEndpointDelaysNoOther(Dialect dialect) {
        hub = new DeliveryHarness(dialect).start();
        WebhookSink hanging = hub.sink();
        WebhookSink healthy = hub.sink();
        Subscription stuck = hub.subscribe(hanging);
        Subscription fine = hub.subscribe(healthy);
        hanging.answer((message, response) -> {});

        for (int i = 0; i < 200; i++) {
            hub.send(News.of("S" + i, "e" + i));
        }

        await().until(() -> healthy.received().size() == 200);
        await().until(() -> hub.count("delivered") == 200);
        assertThat(hub.lines())
                .filteredOn(line -> line.status().equals("delivered"))
                .extracting(DeliveryStore.Line::subscriptionId)
                .containsOnly(fine.id());
        assertThat(hanging.received()).as("calls still open").hasSize(16);
        assertThat(hub.lines())
                .filteredOn(line -> line.subscriptionId().equals(stuck.id()))
                .allMatch(line -> line.attempts() == 0);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void norDoManyThatHang(Dialect dialect) {
        hub = new DeliveryHarness(dialect).start();
        WebhookSink hanging = hub.sink();
        hanging.answer((message, response) -> {});
        for (int i = 0; i < 30; i++) {
            hub.subscribe(hanging.url() + "/" + i, "");
        }
        WebhookSink healthy = hub.sink();
        hub.subscribe(healthy);

        for (int i = 0; i < 50; i++) {
            hub.send(News.of("S" + i, "e" + i));
        }

        await().atMost(Duration.ofMinutes(2)).until(() -> healthy.received().size() == 50);
        await().atMost(Duration.ofMinutes(2)).until(() -> hub.count("delivered") == 50);
        await().atMost(Duration.ofMinutes(2)).until(() -> hanging.received().size() == 30 * 16);
    }

    @Test
    void neverOpensMoreCallsThanTheSubscriptionAllows() {
        hub = new DeliveryHarness(Dialect.SQLITE).start();
        WebhookSink sink = hub.sink();
        hub.subscribe(sink.url(), ",\"max_in_flight\":2");
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        sink.answer((message, response) -> {
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
            hub.vertx.setTimer(5, timer -> {
                open.decrementAndGet();
                response.end();
            });
        });

        hub.send(IntStream.range(0, 40).mapToObj(i -> News.of("S" + i, "e" + i)).toArray(ShipmentEvent[]::new));

        await().until(() -> hub.count("delivered") == 40);
        assertThat(most).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void beginsNoMoreCallsInASecondThanTheSubscriptionAllows(Dialect dialect) {
        hub = new DeliveryHarness(dialect).start();
        WebhookSink sink = hub.sink();
        hub.subscribe(sink.url(), ",\"max_per_second\":10");
        long before = System.nanoTime();

        hub.send(IntStream.range(0, 26).mapToObj(i -> News.of("S" + i, "e" + i)).toArray(ShipmentEvent[]::new));

        await().until(() -> sink.received().size() == 26);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(2500));
    }

    @Test
    void aLaneThatRanEmptyKeepsItsPace() {
        hub = new DeliveryHarness(Dialect.SQLITE).start();
        WebhookSink sink = hub.sink();
        hub.subscribe(sink.url(), ",\"max_per_second\":2");
        long before = System.nanoTime();

        for (int sent = 1; sent <= 4; sent++) {
            hub.send(News.of("S" + sent, "e" + sent));
            int soFar = sent;
            await().pollInterval(Duration.ofMillis(5)).until(() -> hub.count("delivered") == soFar);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void whileNoResultCanBeKeptNoMoreIsSentThanMayBeInFlight() throws Exception {
        hub = new DeliveryHarness(Dialect.SQLITE);
        WebhookSink sink = hub.sink();
        hub.subscribe(sink.url(), ",\"max_in_flight\":3");
        hub.enqueue(
                IntStream.range(0, 40).mapToObj(i -> News.of("S" + i, "e" + i)).toArray(ShipmentEvent[]::new));
        CountDownLatch writable = new CountDownLatch(1);
        CompletableFuture<Boolean> busy = hub.database.writeAsync(connection -> awaitUninterruptibly(writable));

        hub.start();

        await().until(() -> sink.received().size() == 3);
        await().during(Duration.ofMillis(500)).until(() -> sink.received().size() == 3);
        writable.countDown();
        assertThat(busy.get(1, TimeUnit.MINUTES)).isTrue();
        await().until(() -> hub.count("delivered") == 40);
        assertThat(sink.received()).extracting(WebhookSink.Received::id).doesNotHaveDuplicates();
    }

    static boolean awaitUninterruptibly(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void aRedirectIsAFailureAndNotFollowed() {
        hub = new DeliveryHarness(Dialect.SQLITE).start();
        WebhookSink sink = hub.sink();
        WebhookSink elsewhere = hub.sink();
        hub.subscribe(sink);
        sink.answer((message, response) -> response.setStatusCode(307)
                .putHeader("Location", elsewhere.url() + "/secret")
                .end());

        hub.send(News.of("A", "a1"));

        await().until(() -> hub.only().attempts() == 1);
        assertThat(hub.only().status()).isEqualTo("pending");
        assertThat(hub.only().lastError()).isEqualTo("HTTP 307: redirects are not followed");
        assertThat(elsewhere.received()).isEmpty();
    }

    @Test
    void readsNoMoreThanSixtyFourKibibytesOfAnAnswer() {
        hub = new DeliveryHarness(Dialect.SQLITE).start();
        WebhookSink sink = hub.sink();
        hub.subscribe(sink);
        // never ended: only a receiver that stops reading gets on
        sink.answer((message, response) -> response.setChunked(true).write(Buffer.buffer(new byte[200_000])));

        hub.send(News.of("A", "a1"));

        await().until(() -> hub.count("delivered") == 1);
    }

    @Test
    void anAnswerThatNeverEndsIsCutAtTheDeadline() {
        hub = new DeliveryHarness(Dialect.SQLITE);
        hub.service.close();
        hub.service = hub.service("node-a", Duration.ofMillis(300));
        hub.start();
        WebhookSink sink = hub.sink();
        hub.subscribe(sink);
        sink.answer((message, response) -> {});

        hub.send(News.of("A", "a1"));

        await().until(() -> hub.only().attempts() == 1);
        assertThat(hub.only().lastStatus()).isNull();
        assertThat(hub.only().lastError()).startsWith("no complete answer within");
    }
}
