package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.config.Settings;
import io.caravanserai.testkit.LabelShapes;
import io.caravanserai.testkit.LabelStub;
import io.caravanserai.testkit.LabelStub.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that is killed again and again while it buys labels from a carrier that lives on and fails now and then. */
class KilledLabelsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    Path folder = Path.of("unset");

    @Tag("slow")
    @Test
    void manyKillsBuyNoLabelTwiceAndLoseNone() throws Exception {
        killed(12, 60, new Random().nextLong());
    }

    /** @param labels asked for in each round */
    private void killed(int rounds, int labels, long seed) throws Exception {
        String how = "seed " + seed;
        Random random = new Random(seed);
        List<String> shipments = new ArrayList<>();
        Random fate = new Random(seed + 1);
        try (LabelStub carrier = LabelStub.start(LabelShapes::sandbox, call -> fault(fate));
                HubProcess hub = HubProcess.start(folder, settings(carrier));
                TestCustomer customer = hub.customer()) {
            for (int round = 0; round < rounds; round++) {
                for (int i = 0; i < labels; i++) {
                    shipments.add(TestHub.json(customer.post("/shipments", ShipmentBody.of("sandbox", 1, "zpl200")))
                            .path("id")
                            .asText());
                }
                long enough = carrier.calls() + random.nextInt(labels);
                Callable<Boolean> moment = () -> carrier.calls() >= enough || isDone(customer, shipments);
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(1 + random.nextInt(5)))
                        .until(moment);
                hub.kill();
                hub.restart();
            }
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() ->
                            assertThat(isDone(customer, shipments)).as(how).isTrue());

            List<String> numbers = new ArrayList<>();
            for (String shipment : shipments) {
                numbers.add(TestHub.json(customer.get("/shipments/" + shipment))
                        .path("tracking_number")
                        .asText());
            }
            assertThat(carrier.sales().duplicates()).as(how).isZero();
            assertThat(numbers)
                    .as(how)
                    .containsExactlyInAnyOrderElementsOf(carrier.sales().trackingNumbers());
        }
    }

    private static synchronized Fault fault(Random random) {
        return switch (random.nextInt(20)) {
            case 0 -> Fault.DONE_AND_SILENT;
            case 1 -> Fault.DONE_AND_ERROR;
            case 2 -> Fault.RESET;
            default -> Fault.NONE;
        };
    }

    private static Map<String, String> settings(LabelStub carrier) {
        Map<String, String> environment = new LinkedHashMap<>();
        Map.of(
                        "carrier.sandbox.label.url", carrier.url() + "/labels",
                        "carrier.sandbox.label.timeout", "1s",
                        "carrier.sandbox.label.settle", "3s",
                        "carrier.sandbox.label.retries", "100ms,200ms,500ms,1s,1s,1s,1s,1s,1s,1s",
                        "hub.sandbox.label-rate", "100")
                .forEach((name, value) -> environment.put(Settings.environmentName(name), value));
        environment.put("HUB_KAFKA_FLUSH", "os");
        environment.put("HUB_API_RATE", "100000");
        return environment;
    }

    /** Looks from the last on, which is made last. */
    private static boolean isDone(TestCustomer customer, List<String> shipments) throws Exception {
        for (int i = shipments.size() - 1; i >= 0; i--) {
            String status = TestHub.json(customer.get("/shipments/" + shipments.get(i)))
                    .path("label_status")
                    .asText();
            assertThat(status).isIn("queued", "made");
            if (!status.equals("made")) {
                return false;
            }
        }
        return true;
    }
}
