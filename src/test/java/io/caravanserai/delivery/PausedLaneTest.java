package io.caravanserai.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.store.Database;
import io.caravanserai.store.Dialect;
import io.caravanserai.testkit.TcpProxy;
import io.caravanserai.testkit.WebhookSink;
import io.caravanserai.tracking.ShipmentEvent;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node that was stopped or cut off for longer than its lease of a lane, while another went on with it. */
class PausedLaneTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final DeliveryHarness hub = new DeliveryHarness(Dialect.POSTGRESQL);
    private final WebhookSink sink = hub.sink();
    private final TcpProxy network = hub.store.network();
    private final Database cutOff = hub.store.open(network);
    private final DeliveryService away = hub.service(cutOff, "away", PATIENCE);
    /** Calls of the node that is away, which the endpoint answers late. */
    private final Queue<HttpServerResponse> late = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        away.close(Duration.ZERO);
        cutOff.close();
        network.close();
        hub.close();
    }

    private void goAway() {
        network.swallow(true);
    }

    private void comeBack(int answer) {
        network.swallow(false);
        network.breakAll();
        late.forEach(response -> response.setStatusCode(answer).end());
        await().atMost(PATIENCE).until(() -> !away.dispatcher().hasOpenCalls());
    }

    @Test
    void sendsNoMoreThanWasInFlight() {
        hub.subscribe(sink.url(), ",\"max_in_flight\":2");
        sink.answer((message, response) -> {
            if (late.size() < 2) {
                late.add(response);
            } else {
                response.end();
            }
        });
        hub.enqueue(
                IntStream.range(0, 10).mapToObj(i -> News.of("S" + i, "e" + i)).toArray(ShipmentEvent[]::new));
        away.start();
        await().atMost(PATIENCE).until(() -> late.size() == 2);

        goAway();
        hub.start();
        await().atMost(PATIENCE).until(() -> hub.count("delivered") == 10);
        comeBack(200);

        assertThat(sink.received()).hasSize(12);
        assertThat(sink.received().stream().map(WebhookSink.Received::id).distinct())
                .hasSize(10);
    }

    @Test
    void whatItTellsLateChangesNothing() {
        hub.subscribe(sink);
        sink.answer((message, response) -> {
            switch (sink.received().size()) {
                case 1 -> late.add(response);
                case 2 -> response.setStatusCode(503).end();
                default -> response.end();
            }
        });
        hub.enqueue(News.of("S", "e"));
        away.start();
        await().atMost(PATIENCE).until(() -> late.size() == 1);

        goAway();
        hub.start();
        await().atMost(PATIENCE).until(() -> hub.only().attempts() == 1);
        DeliveryStore.Line before = hub.only();
        comeBack(410);

        assertThat(hub.only()).isEqualTo(before);
        hub.advance(Duration.ofSeconds(10));
        await().atMost(PATIENCE).until(() -> hub.count("delivered") == 1);
        assertThat(hub.only().attempts()).isEqualTo(2);
    }
}
