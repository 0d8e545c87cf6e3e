package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.kafka.TestBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that is stopped while labels are made and told: the rest is told after its start, and nothing as failed. */
class ClosedLabelsTest {
    private static final int SHIPMENTS = 15;

    @Test
    void aStopIsNoFailure(@TempDir Path folder) throws Exception {
        Map<String, String> topics =
                Map.of("hub.kafka.topic-prefix", TestBroker.freshTopics().topicPrefix());
        TestHub hub = TestHub.onSharedBroker(folder, topics);
        try (TestCustomer customer = TestCustomer.of(hub);
                ShipmentNews news = ShipmentNews.of(customer)) {
            List<String> shipments = new ArrayList<>();
            for (int i = 0; i < SHIPMENTS; i++) {
                shipments.add(ShipmentNews.ship(customer, "in_house", 1, "jpg"));
            }

            hub.close();
            hub = TestHub.onSharedBroker(folder, topics);

            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(shipments)
                    .allSatisfy(shipment -> assertThat(news.types(shipment)).containsExactly("labels")));
        } finally {
            hub.close();
        }
    }
}
