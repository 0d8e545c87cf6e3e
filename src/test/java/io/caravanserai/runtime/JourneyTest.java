package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators learn of a shipment, through a whole hub. */
class JourneyTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String CODES =
            """
            document,carrier_code,milestone,code,sub_code,reason,description
            ,COL,collection,collected,,,Collected
            """;

    static EditedHub hub;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        EditedHub.prepare(folder, "acme");
        EditedHub.copy(Path.of("edi-mappings/labels"), folder.resolve("edi-mappings/labels"));
        Path mapping = folder.resolve("edi-mappings/acme/tracking.map.yaml");
        Files.writeString(mapping, Files.readString(mapping).replaceAll("(?m)^ *codes: hub.*\\n", ""));
        Files.writeString(mapping.resolveSibling("codes.csv"), CODES);
        hub = EditedHub.start(folder, Map.of());
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void aShipmentTellsWhatTheCarrierSaidAndWhatTheReceiverAnswered() throws Exception {
        try (TestCustomer customer = TestCustomer.of(hub.hub())) {
            String shipment = customer.track("acme", "J1");
            send("J1", "COL");
            await().atMost(PATIENCE).until(() -> customer.told("J1").size() == 1);
            await().atMost(PATIENCE).until(() -> journey(shipment)
                    .at("/steps/0/told/0/status")
                    .asText()
                    .equals("delivered"));

            JsonNode step = journey(shipment).at("/steps/0");

            assertThat(step.path("milestone").asText()).isEqualTo("collection");
            assertThat(step.at("/carrier/code").asText()).isEqualTo("COL");
            assertThat(step.path("meaning").asText()).isNotEmpty();
            assertThat(step.path("time_basis").asText()).isEqualTo("offset");
            assertThat(step.at("/source/kind").asText()).isEqualTo("webhook");
            assertThat(step.path("code_row").asText()).endsWith("acme/codes.csv:2");
            assertThat(step.at("/told/0/calls/0/http_status").asInt()).isEqualTo(204);
            assertThat(found("j1").at("/shipments/0/id").asText()).isEqualTo(shipment);
            assertThat(found(step.path("event_id").asText())
                            .at("/shipments/0/id")
                            .asText())
                    .isEqualTo(shipment);
            assertThat(found(step.at("/told/0/id").asText())
                            .at("/shipments/0/id")
                            .asText())
                    .isEqualTo(shipment);
        }
    }

    @Test
    void anEventIsExplainedByTheLinesThatMadeItAndByWhatChangedSince() throws Exception {
        send("J2", "COL");
        await().atMost(PATIENCE).until(() -> !found("J2").path("shipments").isEmpty());
        JsonNode line = found("J2").at("/shipments/0");
        assertThat(line.path("origin").asText()).isEqualTo("unclaimed");
        String event = journey(line.path("id").asText()).at("/steps/0/event_id").asText();

        JsonNode same = explain(event);
        hub.save(hub.mappings.resolve("acme/codes.csv"), CODES.replace("collection,collected", "delivery,delivered"));
        hub.reload();
        JsonNode changed = explain(event);
        hub.save(hub.mappings.resolve("acme/codes.csv"), CODES);
        hub.reload();

        assertThat(same.path("verdict").asText()).isEqualTo("SAME");
        assertThat(same.at("/code_row/text").asText()).isEqualTo(",COL,collection,collected,,,Collected");
        assertThat(same.at("/raw/text").asText()).contains("\"J2\"");
        assertThat(same.path("fields").findValuesAsText("field")).contains("tracking_number", "code", "time");
        assertThat(same.at("/fields/0/line/text").asText()).contains("tracking_number");
        assertThat(changed.path("verdict").asText()).isEqualTo("CHANGED");
        assertThat(changed.path("differences").toString())
                .contains("\"kept\":\"collection\"")
                .contains("\"now\":\"delivery\"");
    }

    @Test
    void whatIsNotThereIsSaidSo() throws Exception {
        assertThat(get("/admin/shipments/none").statusCode()).isEqualTo(404);
        assertThat(get("/admin/shipments/acme:none").statusCode()).isEqualTo(404);
        assertThat(get("/admin/events/none/explain").statusCode()).isEqualTo(404);
        assertThat(get("/admin/shipments?before=x").statusCode()).isEqualTo(422);
    }

    @Test
    void aMadeLabelIsSeenInEveryFormat() throws Exception {
        try (TestCustomer customer = TestCustomer.of(hub.hub())) {
            String shipment = TestHub.json(customer.post("/shipments", ShipmentBody.of("in_house", 1, "pdf")))
                    .path("id")
                    .asText();
            await().atMost(PATIENCE)
                    .until(() -> journey(shipment).at("/label/status").asText().equals("made"));

            JsonNode label = journey(shipment).path("label");

            for (JsonNode format : label.path("formats")) {
                HttpResponse<String> document =
                        get("/admin/shipments/" + shipment + "/label?format=" + format.asText());
                assertThat(document.statusCode()).as(format.asText()).isEqualTo(200);
                assertThat(document.body()).isNotEmpty();
            }
            assertThat(label.path("formats")).hasSize(5);
        }
    }

    @Test
    void aRouteTellsWhatItDidAndWhichStepTookTheTime() throws Exception {
        send("J3", "COL");
        await().atMost(PATIENCE)
                .until(() -> route("carrier-in-acme-webhook").at("/route/count").asLong() > 0);

        JsonNode route = route("carrier-in-acme-webhook");

        assertThat(route.at("/route/file").asText()).endsWith("acme.camel.yaml");
        assertThat(route.at("/route/kamelet").asText()).isEqualTo("carrier-webhook-source");
        assertThat(route.at("/route/status").asText()).isEqualTo("Started");
        assertThat(route.at("/route/slowest/words").asText()).isNotEmpty();
        assertThat(route.path("steps").findValuesAsText("words")).contains("to kamelet:carrier-inbound-sink");
        assertThat(get("/admin/routes/none").statusCode()).isEqualTo(404);
        assertThat(TestHub.json(get("/admin/routes")).path("files")).isNotEmpty();
    }

    private static JsonNode route(String id) throws Exception {
        return TestHub.json(get("/admin/routes/" + id));
    }

    private static void send(String number, String code) throws Exception {
        byte[] event = Json.bytes(Map.of("tracking_number", number, "code", code, "time", "2026-03-01T10:15:00+01:00"));
        assertThat(hub.hub().post("/carriers/acme/events", event).statusCode()).isEqualTo(200);
    }

    private static JsonNode journey(String id) throws Exception {
        return TestHub.json(get("/admin/shipments/" + id));
    }

    private static JsonNode explain(String event) throws Exception {
        return TestHub.json(get("/admin/events/" + event + "/explain"));
    }

    private static JsonNode found(String query) throws Exception {
        return TestHub.json(get("/admin/shipments?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8)));
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return hub.hub().manage("GET", path, new byte[0]);
    }
}
