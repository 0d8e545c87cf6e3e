package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that is killed again and again while it makes labels of its own and tells the customer of them. */
class KilledNewsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    Path folder = Path.of("unset");

    @Tag("slow")
    @Test
    void manyKillsLeaveNoLabelUntold() throws Exception {
        killed(12, 50, new Random().nextLong());
    }

    /** @param labels asked for in each round */
    private void killed(int rounds, int labels, long seed) throws Exception {
        String how = "seed " + seed;
        Random random = new Random(seed);
        List<String> shipments = new ArrayList<>();
        try (HubProcess hub = HubProcess.start(folder, Map.of("HUB_KAFKA_FLUSH", "os", "HUB_API_RATE", "100000"));
                TestCustomer customer = hub.customer();
                ShipmentNews news = ShipmentNews.of(customer)) {
            for (int round = 0; round < rounds; round++) {
                for (int i = 0; i < labels; i++) {
                    shipments.add(ShipmentNews.ship(customer, "in_house", 1, "zpl200"));
                }
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(1 + random.nextInt(5)))
                        .until(moment(random, labels, customer, news, shipments));
                hub.kill();
                hub.restart();
            }
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() ->
                            assertThat(news.told().keySet()).as(how).containsExactlyInAnyOrderElementsOf(shipments));

            Map<String, Set<String>> told = news.told();
            assertThat(told.values()).as(how).allMatch(repeats -> repeats.size() == 1);
            assertThat(told.values().stream().flatMap(Set::stream)).as(how).doesNotHaveDuplicates();
            assertThat(news.all())
                    .as(how)
                    .allMatch(update -> update.path("update_type").asText().equals("labels"));
        }
    }

    /** When the hub is to be killed: as labels are made, or as the customer is told of them. */
    private static Callable<Boolean> moment(
            Random random, int labels, TestCustomer customer, ShipmentNews news, List<String> shipments) {
        int enough = Math.min(shipments.size(), news.told().size() + random.nextInt(labels));
        Callable<Boolean> told = () -> news.told().size() >= enough;
        String one = shipments.get(shipments.size() - 1 - random.nextInt(labels));
        return random.nextBoolean()
                ? told
                : () -> TestHub.json(customer.get("/shipments/" + one))
                        .path("label_status")
                        .asText()
                        .equals("made");
    }
}
