package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a customer gets of a label over HTTP, through the routes that the hub ships. */
class GivenLabelTest {
    @Test
    void aLabelIsMadeWithinTheCallGivenInOtherFormatsAndGivenBack(@TempDir Path folder) throws Exception {
        try (TestHub hub = TestHub.onSharedBroker(folder, Map.of("hub.label.sync-timeout", "2m"));
                TestCustomer customer = TestCustomer.of(hub)) {
            HttpResponse<String> made = customer.post("/shipment_with_labels_documents", request("ORDER-1"));
            assertThat(made.statusCode()).isEqualTo(201);
            JsonNode shipment = TestHub.json(made).path("shipment");
            String id = shipment.path("id").asText();
            JsonNode parcel = shipment.at("/parcels/0");
            String number = shipment.path("tracking_number").asText();
            assertThat(parcel.at("/barcodes/primary").asText())
                    .isEqualTo(number)
                    .startsWith("SBX");
            assertThat(parcel.at("/labels_codes/label/format").asText()).isEqualTo("zpl200");
            assertThat(new String(
                            Base64.getDecoder()
                                    .decode(parcel.at("/labels_codes/label/base64_encoded")
                                            .asText()),
                            StandardCharsets.US_ASCII))
                    .startsWith("^XA");

            HttpResponse<String> pdf = get(hub, customer, "/shipments/" + id + "/labels", "application/pdf");
            assertThat(pdf.body()).startsWith("%PDF-");
            assertThat(pdf.headers().firstValue("Content-Type")).contains("application/pdf");
            assertThat(pdf.headers().firstValue("Content-Disposition"))
                    .contains("attachment; filename=\"labels-" + id + ".pdf\"");
            assertThat(pdf.headers().firstValue("ETag")).isPresent();
            assertThat(get(hub, customer, "/shipments/" + id + "/labels", "text/html")
                            .statusCode())
                    .isEqualTo(406);
            assertThat(customer.get("/shipments/" + id + "/labels?size=A9").body())
                    .contains("size");
            assertThat(customer.post("/shipments/" + id + "/labels/async", Map.of("label", Map.of("format", "png")))
                            .statusCode())
                    .isEqualTo(202);
            try (TestCustomer other = TestCustomer.of(hub)) {
                assertThat(other.get("/shipments/" + id + "/labels").statusCode())
                        .isEqualTo(403);
            }
            assertThat(hub.call("GET", "/labels/nonsense", new byte[0]).statusCode())
                    .isEqualTo(404);
            assertThat(hub.manage("GET", "/metrics", new byte[0]).body()).contains("cache_gets_total");

            assertThat(delete(hub, customer, id).statusCode()).isEqualTo(204);
            await().untilAsserted(() -> assertThat(TestHub.json(customer.get("/shipments/" + id))
                            .path("label_status")
                            .asText())
                    .isEqualTo("cancelled"));
            assertThat(customer.get("/shipments/" + id + "/labels").statusCode())
                    .isEqualTo(409);

            JsonNode scanned = TestHub.json(customer.post("/shipment_with_labels_documents", request("ORDER-2")))
                    .path("shipment");
            HttpResponse<String> pinned = labelled(hub, customer, "once");
            HttpResponse<String> again = labelled(hub, customer, "once");
            assertThat(pinned.statusCode()).isEqualTo(201);
            assertThat(again.statusCode()).isEqualTo(201);
            assertThat(pinned.headers().firstValue("Idempotency-Replay")).isEmpty();
            assertThat(again.headers().firstValue("Idempotency-Replay")).contains("true");
            assertThat(TestHub.json(again).at("/shipment/id"))
                    .isEqualTo(TestHub.json(pinned).at("/shipment/id"));

            hub.sandboxEvent(scanned.path("tracking_number").asText(), "delivery/delivered/with_signature");
            await().untilAsserted(() -> assertThat(
                            customer.told(scanned.path("tracking_number").asText()))
                    .hasSize(1));
            assertThat(delete(hub, customer, scanned.path("id").asText()).statusCode())
                    .isEqualTo(409);
        }
    }

    private static HttpResponse<String> get(TestHub hub, TestCustomer customer, String path, String accept)
            throws Exception {
        return hub.call("GET", path, new byte[0], "x-key", customer.key(), "x-version", "v1", "Accept", accept);
    }

    private static HttpResponse<String> delete(TestHub hub, TestCustomer customer, String id) throws Exception {
        return hub.call("DELETE", "/shipments/" + id, new byte[0], "x-key", customer.key(), "x-version", "v1");
    }

    private static HttpResponse<String> labelled(TestHub hub, TestCustomer customer, String idempotencyKey)
            throws Exception {
        return hub.call(
                "POST",
                "/shipment_with_labels_documents",
                Json.bytes(request("ORDER-3")),
                "x-key",
                customer.key(),
                "x-version",
                "v1",
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                idempotencyKey);
    }

    private static ObjectNode request(String reference) throws Exception {
        String address =
                """
                {"name": "Ada Holm", "street": "Hovedgaden 2", "postal_code": "8000", "city": "Aarhus", "iso_country": "DK"}""";
        return (ObjectNode) Json.parse(
                """
                {"carrier": {"code": "sandbox", "service": {"code": "standard"}},
                 "shipment": {"references": {"shipper": "%s"}, "addresses": {"from_address": %s, "to_address": %s},
                   "parcels": [{"weight": {"value": 1.5, "unit": "kg"}}]}}"""
                        .formatted(reference, address, address)
                        .getBytes(StandardCharsets.UTF_8));
    }
}
