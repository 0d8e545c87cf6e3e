package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.check.Finding;
import io.caravanserai.check.HubCheck;
import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import io.caravanserai.testkit.LabelShapes;
import io.caravanserai.testkit.LabelStub;
import io.caravanserai.testkit.LabelStub.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example carriers of docs/examples/labels in a whole hub, each against an API of its documented shape. */
class CarrierLabelsTest {
    private static final Path EXAMPLES = Path.of("docs/examples/labels");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** What goes wrong with the next calls. */
    private static final ConcurrentLinkedQueue<Fault> FAULTS = new ConcurrentLinkedQueue<>();
    /** Whether all further calls are told to wait. */
    private static final AtomicBoolean BUSY = new AtomicBoolean();

    @TempDir
    static Path folder = Path.of("unset");

    private static LabelStub dhl;
    private static LabelStub ups;
    private static LabelStub soap;
    private static EditedHub hub;
    private static TestCustomer customer;

    @BeforeAll
    static void start() throws Exception {
        dhl = LabelStub.start(LabelShapes::dhlParcel, CarrierLabelsTest::fault);
        ups = LabelStub.start(LabelShapes::ups, CarrierLabelsTest::fault);
        soap = LabelStub.start(LabelShapes::soap, CarrierLabelsTest::fault);
        Path secret = Files.writeString(folder.resolve("secret"), "s3&cret");
        Map<String, String> settings = new LinkedHashMap<>();
        Map.of("dhl_parcel_de", dhl, "ups", ups, "soap_post", soap).forEach((carrier, api) -> {
            String name = "carrier." + carrier + ".label.";
            settings.put(name + "enabled", "true");
            settings.put(name + "url", api.url());
            settings.put(name + "rate", "100/s burst 20");
            settings.put(name + "settle", "2s");
            settings.put(name + "timeout", "1s");
            settings.put(name + "retries", "200ms,200ms,200ms,200ms");
        });
        settings.put("carrier.dhl_parcel_de.label.password", "file:" + secret);
        settings.put("carrier.dhl_parcel_de.label.billing-number", "33333333330101");
        settings.put("carrier.ups.label.client-secret", "file:" + secret);
        settings.put("carrier.ups.label.token-url", ups.url() + "/oauth/token");
        settings.put("carrier.ups.label.shipper-number", "A1B2C3");
        settings.put("carrier.soap_post.label.password", "file:" + secret);
        hub = EditedHub.start(project(), settings);
        customer = TestCustomer.of(hub.hub());
    }

    private static Path project() throws IOException {
        Path project = EditedHub.prepare(folder.resolve("hub"));
        for (String carrier : List.of("dhl_parcel_de", "ups")) {
            EditedHub.copy(Path.of("edi-mappings", carrier), project.resolve("edi-mappings/" + carrier));
        }
        EditedHub.mapping(project, "soap_post");
        EditedHub.copy(EXAMPLES, project);
        return project;
    }

    private static Fault fault(LabelStub.Call call) {
        if (call.path().endsWith("/token")) {
            return Fault.NONE;
        }
        Fault next = FAULTS.poll();
        return next != null ? next : BUSY.get() ? Fault.THROTTLED : Fault.NONE;
    }

    @BeforeEach
    void calm() {
        FAULTS.clear();
        BUSY.set(false);
    }

    @AfterAll
    static void stop() {
        customer.close();
        hub.close();
        Stream.of(dhl, ups, soap).forEach(LabelStub::close);
    }

    @Test
    void theExamplesHaveNoFinding() {
        List<Finding> findings = new HubCheck(hub.routes, hub.mappings, Settings.of(Map.of("hub.sandbox", "true")))
                .run()
                .findings();
        assertThat(findings)
                .filteredOn(finding ->
                        finding.file().contains("/carriers/") || finding.file().contains("label.map"))
                .isEmpty();
    }

    @Test
    void jsonWithPdfForEachParcel() throws Exception {
        JsonNode shipment = made("dhl_parcel_de", "V01PAK", 2);

        assertThat(documents(shipment)).hasSize(2).allMatch(document -> document.startsWith("pdf %PDF-1.4"));
        assertThat(shipment.path("parcels"))
                .extracting(parcel -> parcel.path("tracking_number").asText())
                .containsExactlyElementsOf(dhl.sales()
                        .withNumber(shipment.path("tracking_number").asText())
                        .orElseThrow()
                        .trackingNumbers());
    }

    @Test
    void jsonWithZplAfterALostAnswerIsFoundByPostAndNotBoughtAgain() throws Exception {
        long before = ups.sales().sold();
        FAULTS.addAll(List.of(Fault.DONE_AND_SILENT, Fault.ERROR, Fault.THROTTLED));

        JsonNode shipment = made("ups", "11", 2);

        assertThat(documents(shipment)).hasSize(2).allMatch(document -> document.startsWith("zpl ^XA"));
        assertThat(ups.sales().sold() - before).isEqualTo(1);
    }

    @Test
    void whatASaleThatNeverHappenedLeftIsBoughtAfterTheLookUpHasSaidSo() throws Exception {
        long before = soap.sales().sold() + ups.sales().sold();
        FAULTS.addAll(List.of(Fault.ERROR));
        made("ups", "11", 1);
        FAULTS.addAll(List.of(Fault.RESET));
        made("soap_post", "X", 1);

        assertThat(soap.sales().sold() + ups.sales().sold() - before).isEqualTo(2);
    }

    @Test
    void soapWithGifAfterALostAnswerIsFoundByPostAndNotBoughtAgain() throws Exception {
        long before = soap.sales().sold();
        FAULTS.addAll(List.of(Fault.DONE_AND_RESET, Fault.RESET));

        JsonNode shipment = made("soap_post", "X", 2);

        assertThat(documents(shipment)).hasSize(2).allMatch(document -> document.startsWith("gif GIF8"));
        assertThat(soap.sales().sold() - before).isEqualTo(1);
    }

    @Test
    void whatWasCancelledWhileItWasInDoubtIsGivenBackByPost() throws Exception {
        long before = soap.sales().sold();
        BUSY.set(true);
        FAULTS.add(Fault.DONE_AND_ERROR);
        String id = create(ShipmentBody.of("soap_post", "X", 1, "Aarhus"));
        await().atMost(PATIENCE).until(() -> label(id, "status").equals("unknown"));
        assertThat(hub.hub()
                        .call("DELETE", "/shipments/" + id, new byte[0], "x-key", customer.key(), "x-version", "v1")
                        .statusCode())
                .isEqualTo(204);
        BUSY.set(false);

        await().atMost(PATIENCE).until(() -> soap.sales().sold() == before);
        await().atMost(PATIENCE).until(() -> label(id, "status").equals("cancelled"));
    }

    @Test
    void everyParcelIsGivenBackWhereTheCarrierTakesThemOneByOne() throws Exception {
        long before = dhl.sales().trackingNumbers().size();
        JsonNode shipment = made("dhl_parcel_de", "V01PAK", 3);
        String id = shipment.path("id").asText();
        assertThat(dhl.sales().trackingNumbers()).hasSize((int) before + 3);

        // the second call fails after the first parcel is given back
        FAULTS.addAll(List.of(Fault.NONE, Fault.ERROR));
        assertThat(hub.hub()
                        .call("DELETE", "/shipments/" + id, new byte[0], "x-key", customer.key(), "x-version", "v1")
                        .statusCode())
                .isEqualTo(204);

        await().atMost(PATIENCE).until(() -> label(id, "status").equals("cancelled"));
        assertThat(dhl.sales().trackingNumbers()).hasSize((int) before);
    }

    @Test
    void aRejectionIsTheEndAndTellsTheCarriersWords() throws Exception {
        // a SOAP fault is HTTP 500: the mapping says that nothing was sold
        for (String carrier : List.of("soap_post", "dhl_parcel_de")) {
            String id = create(ShipmentBody.of(carrier, "X", 1, LabelShapes.NOWHERE));
            await().atMost(PATIENCE).until(() -> label(id, "status").equals("failed"));

            assertThat(label(id, "error/error_code")).isEqualTo("carrier_rejected");
            assertThat(label(id, "error/error_description")).isEqualTo("there is no such city");
        }
    }

    private static JsonNode made(String carrier, String service, int parcels) throws Exception {
        String id = create(ShipmentBody.of(carrier, service, parcels, "Aarhus"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(label(id, "status"))
                .as(shipment(id).toString())
                .isEqualTo("made"));
        return shipment(id);
    }

    private static String create(Map<String, Object> request) throws Exception {
        return TestHub.json(customer.post("/shipments", request)).path("id").asText();
    }

    private static JsonNode shipment(String id) throws Exception {
        return TestHub.json(customer.get("/shipments/" + id));
    }

    private static String label(String id, String path) throws Exception {
        return shipment(id).at("/label/" + path).asText();
    }

    /** Format and first characters of each parcel's document, as the store has it. */
    private static List<String> documents(JsonNode shipment) {
        HubConfig.Store store = HubConfig.from(Settings.of(Map.of())).store();
        try (Database database = Database.open(store, hub.folder.resolve("data"))) {
            return database.read(connection -> Sql.list(
                    connection,
                    "SELECT format, content FROM label_document WHERE shipment_id = ?",
                    row -> row.getString(1) + " " + new String(row.getBytes(2), StandardCharsets.ISO_8859_1),
                    shipment.path("id").asText()));
        }
    }
}
