package io.caravanserai.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.caravanserai.budget.BudgetStatus;
import io.caravanserai.event.InboundMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A carrier that refuses a whole call for one number that it does not know; and two routes that share an account. */
class RefusedNumbersTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer carrier;
    private IntakeHarness hub;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        carrier = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        carrier.createContext("/", exchange -> {
            try (exchange) {
                String numbers = exchange.getRequestURI().getPath().substring(1);
                asked.add(numbers);
                boolean unknown = numbers.contains("BAD");
                byte[] answer = (unknown ? "{\"title\":\"unknown number\"}" : "{}").getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(unknown ? 404 : 200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        carrier.start();
        hub = IntakeHarness.start(folder.resolve("data"), Map.of());
    }

    @AfterEach
    void stop() {
        hub.close();
        carrier.stop(0);
    }

    @Test
    void eachIsAskedForAloneAndTheRefusalIsTheAnswerAboutItsNumber() throws Exception {
        long now = System.currentTimeMillis();
        TrackedNumbers.follow(hub.database, "ups", "A", now - 3_000);
        TrackedNumbers.follow(hub.database, "ups", "BAD", now - 2_000);
        TrackedNumbers.follow(hub.database, "ups", "C", now - 1_000);

        hub.route(route("carrier-in-ups-poll", "ups", "batch: 5", "50/s"));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.inbound()).hasSize(3));
        assertThat(asked).containsExactly("A,BAD,C", "A", "BAD", "C");
        InboundMessage refusal = hub.inbound().stream()
                .filter(message -> message.key().equals("BAD"))
                .findFirst()
                .orElseThrow();
        assertThat(new String(refusal.body(), StandardCharsets.UTF_8)).isEqualTo("{\"title\":\"unknown number\"}");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(TrackedNumbers.nextPoll(hub.database, "BAD"))
                .as("asked for again like a number without news")
                .isGreaterThan(now + Duration.ofMinutes(100).toMillis()));
    }

    @Test
    void routesOfOneAccountShareItsBudget() throws Exception {
        List<String> numbers = List.of("A", "B", "C", "D", "E");
        numbers.forEach(number -> TrackedNumbers.follow(hub.database, "ups", number));

        hub.route(route("carrier-in-ups-one", "ups", "account: shared", "rolling 3/d")
                + route("carrier-in-ups-two", "ups", "account: shared\n        timeout: 9s", "rolling 3/d"));

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(BudgetStatus.of(hub.database, "ups", Clock.systemUTC()))
                    .containsExactly(
                            new BudgetStatus("shared", List.of(new BudgetStatus.Use("rolling 3/d", 3, 3)), null, null));
            assertThat(hub.inbound()).hasSize(3);
        });
        assertThat(asked).hasSize(3);
        assertThat(hub.context.getRoutes())
                .extracting(Route::getRouteId)
                .contains("carrier-in-ups-one", "carrier-in-ups-two");
    }

    private String route(String id, String name, String parameter, String rate) {
        return """
                - route:
                    id: %s
                    from:
                      uri: kamelet:carrier-poll-source
                      parameters:
                        carrier: %s
                        url: http://127.0.0.1:%d/{numbers}
                        %s
                        rate: %s
                        tick: 100
                      steps:
                        - to:
                            uri: kamelet:carrier-inbound-sink
                """
                .formatted(id, name, carrier.getAddress().getPort(), parameter, rate);
    }
}
