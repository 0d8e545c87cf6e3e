package io.caravanserai.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.store.Dialect;
import io.caravanserai.testkit.WebhookSink;
import io.caravanserai.tracking.Outbox;
import io.caravanserai.tracking.ShipmentEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The events of a shipment arrive in their order, whatever fails and whoever sends. */
class DeliveryOrderTest {
    @SuppressWarnings("NullAway.Init") // each test makes its own
    DeliveryHarness hub;

    @AfterEach
    void close() {
        hub.close();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void keepsTheOrderOfAShipmentThroughRetries(Dialect dialect) throws Exception {
        hub = new DeliveryHarness(dialect).start();
        WebhookSink sink = hub.sink();
        hub.subscribe(sink);
        sink.answer((message, response) -> {
            boolean first = message.text().contains("\"id\":\"a1\"");
            boolean fails = first
                    && sink.received().stream()
                                    .filter(m -> m.id().equals(message.id()))
                                    .count()
                            < 3;
            response.setStatusCode(fails ? 503 : 200).end();
        });

        hub.send(News.of("A", "a1"), News.of("B", "b1"), News.of("A", "a2"), News.of("A", "a3"), News.of("B", "b2"));
        await().until(() -> hub.count("delivered") == 2);
        hub.advance(Duration.ofSeconds(10));
        await().until(() -> sink.received().size() == 4);
        hub.advance(Duration.ofMinutes(1));
        await().until(() -> hub.count("delivered") == 5);

        assertThat(Messages.events(sink, "A")).containsExactly("a1", "a1", "a1", "a2", "a3");
        assertThat(Messages.events(sink, "B")).containsExactly("b1", "b2");
    }

    @Test
    void keepsTheOrderOfEveryShipmentWhenReceiversFailAtRandom() throws Exception {
        hub = new DeliveryHarness(Dialect.SQLITE).start();
        WebhookSink sink = hub.sink();
        hub.subscribe(sink);
        AtomicInteger calls = new AtomicInteger();
        Map<String, List<String>> taken = new ConcurrentHashMap<>();
        sink.answer((message, response) -> {
            if (calls.incrementAndGet() % 7 == 3) {
                response.setStatusCode(400).end();
                return;
            }
            taken.computeIfAbsent(Messages.shipment(message), s -> Collections.synchronizedList(new ArrayList<>()))
                    .add(Messages.event(message));
            response.end();
        });

        for (int n = 0; n < 20; n++) {
            int step = n;
            hub.send(IntStream.range(0, 10)
                    .mapToObj(s -> News.of("S" + s, "S" + s + "-" + String.format("%02d", step)))
                    .toArray(ShipmentEvent[]::new));
        }

        await().atMost(Duration.ofMinutes(2)).until(() -> {
            hub.advance(Duration.ofSeconds(6));
            return hub.count("pending") == 0;
        });
        assertThat(taken).hasSize(10);
        taken.forEach(
                (shipment, events) -> assertThat(events.stream().distinct().toList())
                        .isSorted()
                        .hasSize((int) hub.lines().stream()
                                .filter(line -> line.shipmentId().equals(shipment))
                                .filter(line -> line.status().equals("delivered"))
                                .count()));
    }

    @Test
    void twoNodesOnOneDatabaseShareTheLanesAndKeepTheOrder() {
        hub = new DeliveryHarness(Dialect.POSTGRESQL).start();
        WebhookSink sink = hub.sink();
        hub.subscribe(sink);
        try (DeliveryService other = hub.service("node-b", Duration.ofSeconds(15))) {
            other.start();

            for (int i = 0; i < 100; i++) {
                List<String> lanes =
                        hub.enqueue(News.of("A", "a" + String.format("%03d", i)), News.of("B" + i, "b" + i)).stream()
                                .map(Outbox.Notification::key)
                                .toList();
                (i % 2 == 0 ? hub.service : other).dispatcher().wake(lanes);
            }

            await().atMost(Duration.ofMinutes(2)).until(() -> hub.count("delivered") == 200);
        }
        assertThat(Messages.events(sink, "A")).isSorted().hasSize(100);
        assertThat(sink.received()).hasSize(200);
    }
}
