package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A label from the customer's call to the carrier's number, through the routes that the hub ships. */
class BoughtLabelTest {
    @Test
    void theSandboxSellsALabelAndItsEventsFindTheShipment(@TempDir Path folder) throws Exception {
        try (TestHub hub = TestHub.onSharedBroker(folder, Map.of("carrier.sandbox.label.self-check", "always"));
                TestCustomer customer = TestCustomer.of(hub)) {
            String id = TestHub.json(customer.post("/shipments", request("sandbox")))
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

    static Map<String, Object> request(String carrier) {
        Map<String, String> address = Map.of(
                "name",
                "Ada Holm",
                "street",
                "Hovedgaden 2",
                "postal_code",
                "8000",
                "city",
                "Aarhus",
                "iso_country",
                "DK");
        return Map.of(
                "carrier",
                Map.of("code", carrier, "service", Map.of("code", "standard")),
                "shipment",
                Map.of(
                        "references",
                        Map.of(),
                        "addresses",
                        Map.of("from_address", address, "to_address", address),
                        "parcels",
                        List.of(Map.of("weight", Map.of("value", 1.5, "unit", "kg")))));
    }
}
