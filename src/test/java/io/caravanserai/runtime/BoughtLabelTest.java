package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A label from the customer's call to the carrier's number, through the routes that the hub ships. */
class BoughtLabelTest {
    @Test
    void theSandboxSellsALabelAndItsEventsFindTheShipment(@TempDir Path folder) throws Exception {
        try (TestHub hub = TestHub.onSharedBroker(folder, Map.of("carrier.sandbox.label.self-check", "always"));
                TestCustomer customer = TestCustomer.of(hub)) {
            String id = TestHub.json(customer.post("/shipments", ShipmentBody.of("sandbox", 1, "zpl200")))
                    .path("id")
                    .asText();

            await().untilAsserted(() -> assertThat(
                            shipment(customer, id).path("label_status").asText())
                    .isEqualTo("made"));
            String number = shipment(customer, id).path("tracking_number").asText();
            assertThat(number).startsWith("SBX");
            assertThat(hub.sandboxEvent(number, "delivery/delivered/with_signature"))
                    .isEqualTo(200);
            await().untilAsserted(() -> assertThat(customer.told(number)).hasSize(1));
        }
    }

    private static JsonNode shipment(TestCustomer customer, String id) throws Exception {
        return TestHub.json(customer.get("/shipments/" + id));
    }
}
