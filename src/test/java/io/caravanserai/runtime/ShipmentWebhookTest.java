package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks about shipments, from the customer's call to its receiver, through the routes that the hub ships. */
class ShipmentWebhookTest {
    @Test
    void labelsAndFailuresAreToldOnceInTheFormatAskedFor(@TempDir Path folder) throws Exception {
        try (TestHub hub = TestHub.onSharedBroker(folder, Map.of());
                TestCustomer customer = TestCustomer.of(hub);
                ShipmentNews news = ShipmentNews.of(customer);
                ShipmentNews others = ShipmentNews.of(customer, "dhl")) {
            // When labels are made and not made
            String made = ShipmentNews.ship(customer, "sandbox", 2, "pdf");
            String failed = ShipmentNews.shipUndrawable(customer, "zpl200");

            // Then the customer has the documents
            await().untilAsserted(() -> assertThat(news.types(made)).containsExactly("labels"));
            JsonNode update = news.about(made).get(0);
            JsonNode shipment = TestHub.json(customer.get("/shipments/" + made));
            assertThat(update.path("carrier_tracking_id")).isEqualTo(shipment.path("tracking_number"));
            assertThat(update.path("tracking_page_url").asText())
                    .startsWith("http://localhost:" + hub.hub().httpPort() + "/t/")
                    .isEqualTo(shipment.path("tracking_page_url").asText());
            assertThat(update.at("/update_data/labels")).hasSize(2);
            for (int i = 0; i < 2; i++) {
                JsonNode label = update.at("/update_data/labels/" + i);
                assertThat(label.path("id"))
                        .isEqualTo(shipment.path("parcels").path(i).path("id"));
                assertThat(label.at("/barcodes/primary"))
                        .isEqualTo(shipment.path("parcels").path(i).path("tracking_number"));
                assertThat(label.at("/label/format").asText()).isEqualTo("pdf");
                byte[] document = Base64.getDecoder()
                        .decode(label.at("/label/base64_encoded").asText());
                assertThat(new String(document, StandardCharsets.ISO_8859_1)).startsWith("%PDF-");
            }
            // and the reason
            await().untilAsserted(() -> assertThat(news.types(failed)).containsExactly("label_failed"));
            assertThat(news.about(failed)
                            .get(0)
                            .at("/update_data/error/error_code")
                            .asText())
                    .isEqualTo("label_generation_error");

            // When the failed one is cancelled
            hub.call("DELETE", "/shipments/" + failed, new byte[0], "x-key", customer.key(), "x-version", "v1");

            // Then that is told after the failure, and nothing is told twice or to a receiver that wants other carriers
            await().untilAsserted(() -> assertThat(news.types(failed)).containsExactly("label_failed", "other"));
            assertThat(news.about(failed).get(1).at("/update_data/label_status").asText())
                    .isEqualTo("cancelled");
            assertThat(news.types(made)).containsExactly("labels");
            assertThat(others.all()).isEmpty();
        }
    }

    @Test
    void aFormatThatIsAddedIsToldInThatFormatAndSize(@TempDir Path folder) throws Exception {
        try (TestHub hub = TestHub.onSharedBroker(folder, Map.of());
                TestCustomer customer = TestCustomer.of(hub);
                ShipmentNews news = ShipmentNews.of(customer)) {
            String id = ShipmentNews.ship(customer, "in_house", 2, "pdf");
            await().untilAsserted(() -> assertThat(news.types(id)).containsExactly("labels"));

            HttpResponse<String> added = customer.post(
                    "/shipments/" + id + "/labels/async", Map.of("label", Map.of("format", "png", "size", "4x8")));

            assertThat(added.statusCode()).isEqualTo(202);
            await().untilAsserted(() -> assertThat(news.types(id)).containsExactly("labels", "labels"));
            assertThat(news.about(id)
                            .get(0)
                            .at("/update_data/labels/0/label/format")
                            .asText())
                    .isEqualTo("pdf");
            assertThat(news.about(id).get(1).at("/update_data/labels")).hasSize(2);
            JsonNode label = news.about(id).get(1).at("/update_data/labels/1/label");
            assertThat(label.path("format").asText()).isEqualTo("png");
            assertThat(label.path("size").asText()).isEqualTo("4x8");
            assertThat(Base64.getDecoder().decode(label.path("base64_encoded").asText()))
                    .startsWith(0x89, 'P', 'N', 'G');
        }
    }

    @Test
    void aLabelThatIsTooLargeIsALink(@TempDir Path folder) throws Exception {
        try (TestHub hub = TestHub.onSharedBroker(folder, Map.of("hub.webhook.max-body", "1KiB"));
                TestCustomer customer = TestCustomer.of(hub);
                ShipmentNews news = ShipmentNews.of(customer)) {
            String id = ShipmentNews.ship(customer, "sandbox", 1, "png");

            await().untilAsserted(() -> assertThat(news.types(id)).containsExactly("labels"));
            JsonNode label = news.about(id).get(0).at("/update_data/labels/0/label");
            assertThat(label.has("base64_encoded")).isFalse();
            String path = URI.create(label.path("url").asText()).getPath();
            HttpResponse<String> document = hub.call("GET", path, new byte[0]);
            assertThat(document.statusCode()).isEqualTo(200);
            assertThat(document.headers().firstValue("Content-Type")).contains("image/png");
        }
    }
}
