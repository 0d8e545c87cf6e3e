package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.kafka.TestBroker;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches and manifests over HTTP through a whole hub. */
class LabelBatchTest {
    @Test
    void aBatchIsOneDocumentInTheOrderOfTheRequest(@TempDir Path folder) throws Exception {
        try (TestHub hub = TestHub.onSharedBroker(folder, Map.of());
                TestCustomer customer = TestCustomer.of(hub);
                ShipmentNews news = ShipmentNews.of(customer)) {
            // Given shipments made before and after the batch, one of them without label
            String first = ShipmentNews.ship(customer, "sandbox", 2, "pdf");
            await().untilAsserted(() -> assertThat(news.types(first)).containsExactly("labels"));
            String second = ShipmentNews.ship(customer, "sandbox", 1, "pdf");
            String failed = ShipmentNews.shipUndrawable(customer, "pdf");

            // When they are put into one document
            String batch = create(customer, Map.of("shipment_ids", List.of(second, first, failed), "name", "Dock 4"));

            // Then it is released once all have ended, and says what is missing and why
            await().untilAsserted(() ->
                    assertThat(get(customer, batch).path("status").asText()).isEqualTo("partial"));
            JsonNode view = get(customer, batch);
            assertThat(view.path("revision").asInt()).isEqualTo(1);
            assertThat(view.path("missing")).hasSize(1);
            assertThat(view.at("/missing/0/shipment_id").asText()).isEqualTo(failed);
            assertThat(view.at("/missing/0/why").asText()).contains("label_generation_error");
            // and is told once
            await().untilAsserted(() -> assertThat(news.types(batch)).containsExactly("other"));
            assertThat(news.about(batch).get(0).at("/update_data/batch/url").asText())
                    .contains(batch);
            // and the document has the parcels in order
            List<String> numbers = new ArrayList<>();
            for (int i : new int[] {0, 1}) {
                view.path("parts")
                        .path(i)
                        .path("parcels")
                        .forEach(parcel ->
                                numbers.add(parcel.path("tracking_number").asText()));
            }
            HttpResponse<String> zpl = customer.get("/label-batches/" + batch + "/document?format=zpl200");
            assertThat(zpl.statusCode()).isEqualTo(200);
            assertThat(zpl.body().split("\\^XA", -1)).hasSize(4);
            assertThat(numbers).hasSize(3).doesNotHaveDuplicates();
            assertThat(view.at("/parts/0/shipment_id").asText()).isEqualTo(second);
            HttpResponse<String> pdf = customer.get("/label-batches/" + batch + "/document");
            assertThat(pdf.body()).startsWith("%PDF-");
            assertThat(pdf.headers().firstValue("content-disposition").orElseThrow())
                    .contains(".pdf");
            assertThat(customer.get("/label-batches/" + batch + "/document?format=zip")
                            .body())
                    .startsWith("PK");
        }
    }

    @Test
    void gatheringGoesOnAfterARestartAndLateLabelsMakeARevision(@TempDir Path folder) throws Exception {
        // the label that waits would hold up the stop, and be looked up only once its purchase has settled
        Map<String, String> topics = Map.of(
                "hub.kafka.topic-prefix", TestBroker.freshTopics().topicPrefix(),
                "hub.shutdown.timeout", "1s",
                "carrier.sandbox.label.settle", "1s");
        String first;
        String second;
        String batch;
        TestHub hub = TestHub.onSharedBroker(folder, topics);
        try (TestCustomer customer = TestCustomer.of(hub);
                ShipmentNews news = ShipmentNews.of(customer)) {
            // Given a batch of which one label waits for its carrier
            hub.hub().route("carrier-label-sandbox", false);
            second = ShipmentNews.ship(customer, "sandbox", 1, "zpl200");
            first = ShipmentNews.shipUndrawable(customer, "zpl200");
            batch = create(customer, Map.of("shipment_ids", List.of(first, second)));
            await().untilAsserted(() -> assertThat(news.types(first)).containsExactly("label_failed"));
            assertThat(get(customer, batch).path("status").asText()).isEqualTo("open");
            assertThat(customer.get("/label-batches/" + batch + "/document").statusCode())
                    .isEqualTo(204);

            // When the hub is closed and started again
            hub.close();
            hub = TestHub.onSharedBroker(folder, topics);
            TestCustomer same = customer.at(hub);

            // Then the rest is gathered with what was there before
            await().untilAsserted(() ->
                    assertThat(get(same, batch).path("status").asText()).isEqualTo("partial"));
            await().untilAsserted(() -> assertThat(news.types(batch)).containsExactly("other"));
            assertThat(get(same, batch).at("/parts/1/revision").asInt()).isEqualTo(1);
        } finally {
            hub.close();
        }
    }

    @Test
    void atTheDeadlineThereIsWhatThereIsAndLateLabelsMakeARevision(@TempDir Path folder) throws Exception {
        try (TestHub hub = TestHub.onSharedBroker(folder, Map.of());
                TestCustomer customer = TestCustomer.of(hub);
                ShipmentNews news = ShipmentNews.of(customer)) {
            String early = ShipmentNews.ship(customer, "sandbox", 1, "zpl200");
            await().untilAsserted(() -> assertThat(news.types(early)).containsExactly("labels"));
            hub.hub().route("carrier-label-sandbox", false);
            String late = ShipmentNews.ship(customer, "sandbox", 1, "zpl200");

            // When the deadline of a batch is over before its last label
            String batch =
                    create(customer, Map.of("shipment_ids", List.of(early, late), "deadline", "2026-01-01T00:00:00Z"));
            await().untilAsserted(() ->
                    assertThat(get(customer, batch).path("status").asText()).isEqualTo("partial"));
            assertThat(get(customer, batch).at("/missing/0/why").asText()).contains("queued");
            hub.hub().route("carrier-label-sandbox", true);

            // Then the late label makes the next revision, and the first stays what it was
            await().untilAsserted(() ->
                    assertThat(get(customer, batch).path("status").asText()).isEqualTo("complete"));
            assertThat(get(customer, batch).path("revision").asInt()).isEqualTo(2);
            assertThat(labels(customer, batch, "&revision=1")).isEqualTo(1);
            assertThat(labels(customer, batch, "")).isEqualTo(2);
            await().untilAsserted(() -> assertThat(news.types(batch)).containsExactly("other", "other"));
        }
    }

    @Test
    void aManifestClosesTheDayForItsShipments(@TempDir Path folder) throws Exception {
        try (TestHub hub = TestHub.onSharedBroker(folder, Map.of());
                TestCustomer customer = TestCustomer.of(hub);
                ShipmentNews news = ShipmentNews.of(customer)) {
            String id = ShipmentNews.ship(customer, "sandbox", 1, "zpl200");
            String created = TestHub.json(customer.get("/shipments/" + id))
                    .path("created_utc")
                    .asText();
            Map<String, String> day = Map.of("carrier_id", "sandbox", "date", created.substring(0, 10));

            String manifest = create(customer, day);

            await().untilAsserted(() -> assertThat(news.types(id)).containsExactly("labels", "manifest"));
            JsonNode shipment = TestHub.json(customer.get("/shipments/" + id));
            assertThat(shipment.path("manifest_id").asText()).isEqualTo(manifest);
            assertThat(shipment.path("manifest_status").asText()).isEqualTo("ok");
            assertThat(news.about(id).get(1).at("/update_data/manifest/id").asText())
                    .isEqualTo(manifest);
            JsonNode labels = TestHub.json(customer.get("/shipments/" + id + "/labels"));
            assertThat(labels.at("/shipment/manifest_id").asText()).isEqualTo(manifest);
            assertThat(labels.path("documents")).hasSize(1);
            assertThat(labels.at("/documents/0/type").asText()).isEqualTo("manifest");
            assertThat(customer.get(labels.at("/documents/0/url").asText()).body())
                    .startsWith("%PDF-");
            // and a shipment on it cannot be cancelled any more
            assertThat(hub.call("DELETE", "/shipments/" + id, new byte[0], "x-key", customer.key(), "x-version", "v1")
                            .statusCode())
                    .isEqualTo(409);
            // and its document begins with the sheet for the driver
            assertThat(labels(customer, manifest, "")).isEqualTo(2);
            // and a shipment is in one manifest only
            assertThat(customer.post("/label-batches", day).statusCode()).isEqualTo(422);
        }
    }

    @Test
    void whatCannotBeABatchIsRefusedByName(@TempDir Path folder) throws Exception {
        try (TestHub hub = TestHub.onSharedBroker(folder, Map.of());
                TestCustomer customer = TestCustomer.of(hub);
                TestCustomer other = TestCustomer.of(hub)) {
            String tracked = customer.track("sandbox", "T1");
            String foreign = other.track("sandbox", "T2");
            String today = LocalDate.now(ZoneOffset.UTC).toString();

            assertRefused(customer, Map.of(), 422, "shipment_ids, or uuid_refs");
            assertRefused(customer, Map.of("shipment_ids", List.of()), 422, "$.shipment_ids");
            assertRefused(customer, Map.of("shipment_ids", List.of("nope")), 404, "nope");
            assertRefused(customer, Map.of("shipment_ids", List.of(foreign)), 403, foreign);
            assertRefused(customer, Map.of("shipment_ids", List.of(tracked)), 422, tracked);
            assertRefused(customer, Map.of("uuid_refs", List.of("mine-1")), 404, "mine-1");
            assertRefused(customer, Map.of("carrier_id", "sandbox"), 422, "$.date");
            assertRefused(customer, Map.of("carrier_id", "sandbox", "date", today, "zone", "Mars"), 422, "$.zone");
            assertRefused(customer, Map.of("uuid_refs", List.of("x"), "format", "gif"), 422, "$.format");
            assertRefused(customer, Map.of("uuid_refs", List.of("x"), "deadline", "soon"), 422, "$.deadline");
            assertThat(customer.get("/label-batches/nope").statusCode()).isEqualTo(404);
        }
    }

    private static void assertRefused(TestCustomer customer, Map<String, ?> body, int status, String place)
            throws Exception {
        HttpResponse<String> answer = customer.post("/label-batches", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(place);
    }

    private static String create(TestCustomer customer, Map<String, ?> body) throws Exception {
        HttpResponse<String> answer = customer.post("/label-batches", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return TestHub.json(answer).path("id").asText();
    }

    private static JsonNode get(TestCustomer customer, String batch) throws Exception {
        return TestHub.json(customer.get("/label-batches/" + batch));
    }

    private static int labels(TestCustomer customer, String batch, String query) throws Exception {
        String zpl = customer.get("/label-batches/" + batch + "/document?format=zpl200" + query)
                .body();
        return zpl.split("\\^XA", -1).length - 1;
    }
}
