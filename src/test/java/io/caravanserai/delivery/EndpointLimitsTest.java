package io.caravanserai.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.store.Dialect;
import io.caravanserai.testkit.WebhookSink;
import io.caravanserai.tracking.ShipmentEvent;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
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
