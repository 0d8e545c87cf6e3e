package io.caravanserai.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.store.Dialect;
import io.caravanserai.store.Leases;
import io.caravanserai.store.Sql;
import io.caravanserai.testkit.WebhookSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is due is sent in time, whatever else there is to do. */
class SweeperTest {
    private static final Duration START = Duration.ofSeconds(5);

    @SuppressWarnings("NullAway.Init") // each test makes its own
    DeliveryHarness hub;

    @AfterEach
    void close() {
        hub.close();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void whatIsOverdueAtTheStartIsTriedWithinFiveSeconds(Dialect dialect) {
        hub = new DeliveryHarness(dialect);
        List<WebhookSink> sinks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sinks.add(hub.sink());
            hub.subscribe(sinks.get(i));
        }
        for (int i = 0; i < 10; i++) {
            hub.enqueue(News.of("S" + i, "e" + i));
        }
        hub.clock.advance(Duration.ofHours(6));

        long start = hub.clock.millis();
        hub.start();

        await().until(() -> hub.count("delivered") == 200);
        assertThat(hub.lines()).allSatisfy(line -> assertThat(
                        hub.deliveries.find(null, line.id()).orElseThrow().attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.at()).isBetween(start, start + START.toMillis())));
    }

    @Test
    void whatAKilledNodeHeldIsTakenOver() {
        hub = new DeliveryHarness(Dialect.POSTGRESQL);
        WebhookSink sink = hub.sink();
        Subscription subscription = hub.subscribe(sink);
        hub.enqueue(News.of("A", "a1"));
        assertThat(new Leases(hub.database, "lane ", "killed", DeliveryService.TERM).hold(subscription.id()))
                .isPresent();

        hub.start();

        await().until(() -> hub.count("delivered") == 1);
        assertThat(DeliveryService.TERM.plus(DeliveryService.SWEEP)).isLessThan(START);
    }

    /** A row that a purge wants is held by another: on SQLite no purge could wait for a row. */
    @Test
    void aPurgeThatTakesLongDelaysNoRetry() throws Exception {
        hub = new DeliveryHarness(Dialect.POSTGRESQL).start();
        WebhookSink sink = hub.sink();
        hub.subscribe(sink);
        hub.send(News.of("OLD", "old"));
        await().until(() -> hub.count("delivered") == 1);
        hub.clock.advance(DeliveryHarness.TERMS.deliveries().plusDays(1));
        CountDownLatch purgeable = new CountDownLatch(1);
        CompletableFuture<Boolean> held = hub.database.writeAsync(connection -> {
            Sql.update(connection, "UPDATE delivery SET attempts = attempts WHERE status = 'delivered'");
            return EndpointLimitsTest.awaitUninterruptibly(purgeable);
        });
        await().until(() -> waiting("transactionid") == 0 && locked());
        hub.service.close();
        hub.service = hub.service("node-a", Duration.ofSeconds(15));
        hub.start();
        await().until(() -> waiting("transactionid") == 1);

        sink.answer((message, response) -> response.setStatusCode(500).end());
        hub.send(News.of("NEW", "new"));
        await().until(() -> sink.received().size() == 2);
        sink.answer((message, response) -> response.end());
        hub.clock.advance(Duration.ofMinutes(1));

        // not woken: by the sweeper alone
        await().until(() -> hub.count("delivered") == 2);
        assertThat(waiting("transactionid")).as("the purge still waits").isEqualTo(1);
        purgeable.countDown();
        assertThat(held.get(1, TimeUnit.MINUTES)).isTrue();
        await().until(() -> hub.count("delivered") == 1);
    }

    private long waiting(String kind) {
        return hub.database.read(connection -> Sql.number(
                connection,
                """
                SELECT COUNT(*) FROM pg_stat_activity
                WHERE datname = current_database() AND wait_event_type = 'Lock' AND wait_event = ?""",
                kind));
    }

    private boolean locked() {
        return hub.database.read(
                        connection -> Sql.number(
                                connection,
                                """
                        SELECT COUNT(*) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
                        WHERE c.relname = 'delivery' AND l.mode = 'RowExclusiveLock' AND l.granted"""))
                > 0;
    }
}
