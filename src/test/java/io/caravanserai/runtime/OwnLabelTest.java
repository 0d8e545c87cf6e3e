package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.oned.Code128Reader;
import io.caravanserai.event.Json;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.own.LabelTemplates;
import io.caravanserai.label.own.OwnLabels;
import io.caravanserai.label.render.LabelFormat;
import io.caravanserai.label.render.LabelRenderer;
import io.caravanserai.label.template.LabelComposer;
import io.caravanserai.label.text.FontChain;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels of the hub's own, from the customer's call to the barcode of the drawn label. */
class OwnLabelTest {
    @Test
    void eachParcelOfAShipmentGetsALabelWithItsSscc(@TempDir Path folder) throws Exception {
        try (TestHub hub = TestHub.onSharedBroker(folder, Map.of());
                TestCustomer customer = TestCustomer.of(hub)) {
            String id = create(customer, ShipmentBody.of("in_house", 3, "pdf"));

            JsonNode shipment = made(customer, id);

            List<String> numbers = shipment.at("/parcels").findValuesAsText("tracking_number");
            assertThat(numbers).hasSize(3).doesNotHaveDuplicates().allMatch(number -> number.matches("0952[0-9]{14}"));
            assertThat(shipment.path("tracking_number").asText()).isEqualTo(numbers.get(0));
            assertThat(shipment.has("sandbox")).isFalse();
            JsonNode labels = TestHub.json(customer.get("/shipments/" + id + "/labels?format=zpl200"));
            assertThat(labels.at("/shipment/manifest_id").isNull()).isTrue();
            assertThat(labels.path("documents")).hasSize(1);
            assertThat(labels.at("/documents/0/type").asText()).isEqualTo("labels");
            String whole = hub.call(
                            "GET",
                            URI.create(labels.at("/documents/0/url").asText()).getPath(),
                            new byte[0])
                    .body();
            assertThat(whole.split("\\^XA", -1)).hasSize(4);
            List<String> read = new ArrayList<>();
            for (byte[] kept : documents(folder, id)) {
                read.add(lowestBarcode(labels().draw(kept, LabelFormat.PNG, LabelSize.FOUR_BY_SIX)));
            }
            assertThat(read)
                    .containsExactlyElementsOf(
                            numbers.stream().map(number -> "00" + number).toList());
        }
    }

    @Test
    void nothingIsBoughtForASandboxAccount(@TempDir Path folder) throws Exception {
        try (TestHub hub = TestHub.onSharedBroker(folder, Map.of())) {
            HttpResponse<String> account =
                    hub.manage("POST", "/admin/accounts", Json.bytes(Map.of("name", "Tester", "sandbox", true)));
            try (TestCustomer customer = TestCustomer.of(hub::call, account)) {
                String id = create(customer, ShipmentBody.of("sandbox", 1, "pdf"));

                JsonNode shipment = made(customer, id);

                assertThat(shipment.path("sandbox").asBoolean()).isTrue();
                assertThat(shipment.at("/carrier/code").asText()).isEqualTo("sandbox");
                assertThat(shipment.path("tracking_number").asText()).startsWith("0952");
                assertThat(new String(documents(folder, id).get(0), StandardCharsets.UTF_8))
                        .contains("TEST - NOT FOR SHIPPING");
                assertThat(rows(folder, "SELECT COUNT(*) FROM sandbox_label WHERE ? <> ''", id, row -> row.getInt(1)))
                        .containsExactly(0);
                HttpResponse<String> range = hub.manage(
                        "PUT",
                        "/admin/sscc-ranges/" + customer.account(),
                        Json.bytes(Map.of("company_prefix", "4012345")));
                assertThat(range.statusCode()).isEqualTo(409);
                assertThat(range.body()).contains("is a sandbox: its labels have test numbers");
            }
            assertThat(hub.manage("POST", "/admin/accounts", Json.bytes(Map.of("name", "Tester", "sandbox", "yes")))
                            .body())
                    .contains("$.sandbox", "must be true or false");
        }
    }

    private static String create(TestCustomer customer, Map<String, Object> request) throws Exception {
        return TestHub.json(customer.post("/shipments", request)).path("id").asText();
    }

    private static JsonNode made(TestCustomer customer, String id) throws Exception {
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(TestHub.json(customer.get("/shipments/" + id))
                                .path("label_status")
                                .asText())
                        .isEqualTo("made"));
        return TestHub.json(customer.get("/shipments/" + id));
    }

    private static OwnLabels labels() throws Exception {
        LabelTemplates templates = new LabelTemplates(Path.of("edi-mappings"));
        for (Path file : templates.files()) {
            templates.reload(file);
        }
        return new OwnLabels(templates, new LabelComposer(new FontChain(null)), new LabelRenderer());
    }

    private static List<byte[]> documents(Path folder, String id) throws Exception {
        return rows(
                folder,
                """
                SELECT d.content FROM label_document d JOIN parcel p ON p.id = d.parcel_id
                WHERE d.shipment_id = ? AND d.format = 'hub' ORDER BY p.position""",
                id,
                row -> row.getBytes(1));
    }

    private interface Row<T> {
        T read(ResultSet row) throws Exception;
    }

    private static <T> List<T> rows(Path folder, String sql, String id, Row<T> reader) throws Exception {
        List<T> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store/hub.db"));
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, id);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    rows.add(reader.read(found));
                }
            }
        }
        return rows;
    }

    /** What a reader that knows nothing of the label reads at its foot. */
    private static String lowestBarcode(byte[] png) throws Exception {
        BufferedImage label = ImageIO.read(new ByteArrayInputStream(png));
        int top = label.getHeight() * 4 / 5;
        int height = label.getHeight() - top;
        int[] dots = label.getRGB(0, top, label.getWidth(), height, null, 0, label.getWidth());
        return new Code128Reader()
                .decode(new BinaryBitmap(
                        new GlobalHistogramBinarizer(new RGBLuminanceSource(label.getWidth(), height, dots))))
                .getText();
    }
}
