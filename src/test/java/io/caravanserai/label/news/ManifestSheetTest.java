package io.caravanserai.label.news;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.label.document.ParcelLabel;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.render.LabelFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ManifestSheetTest {
    private static final JsonNode REQUEST = Json.read(
            """
            {"shipment": {"addresses": {"from_address": {"name": "شركة النور", "street": "Hovedgaden 2",
                "postal_code": "8000", "city": "Aarhus", "iso_country": "dk"}},
              "parcels": [{"weight": {"value": 1.50, "unit": "kg"}}, {"weight": {"value": 2, "unit": "lb"}},
                {"weight": {"value": 0.25, "unit": "kg"}}]}}"""
                    .getBytes(StandardCharsets.UTF_8),
            JsonNode.class);

    @ParameterizedTest
    @EnumSource(LabelSize.class)
    void aDriverSignsForEveryNumber(LabelSize size) throws Exception {
        // Given a manifest of more parcels than a page takes
        LabelBatch manifest = new LabelBatch(
                "0193-batch", "A1", null, "acme", "2026-03-01", LabelFormat.PDF, size, 0, "complete", 1, 0, 0);
        List<ParcelLabel> parcels = IntStream.rangeClosed(1, 51)
                .mapToObj(i -> label("00340434" + (1_000_000_000L + i), i, size))
                .toList();

        // When its sheet is drawn
        List<ParcelLabel> pages = new ManifestSheet(Path.of("edi-mappings"), null)
                .pages(manifest, List.of(REQUEST), parcels, LabelFormat.PDF);

        // Then every number is on one of the pages
        assertThat(pages).hasSize(2);
        String first = text(pages.get(0));
        String second = text(pages.get(1));
        assertThat(first).contains("MANIFEST", "Page 1 / 2", "acme", "2026-03-01", "Parcels: 51", "1.75 kg + 2 lb");
        for (int i = 1; i <= 50; i++) {
            assertThat(first).contains(parcels.get(i - 1).trackingNumber());
        }
        assertThat(second).contains("Page 2 / 2", parcels.get(50).trackingNumber());
    }

    private static ParcelLabel label(String number, int position, LabelSize size) {
        return new ParcelLabel(
                "p" + position, "r" + position, 0, number, Map.of(), LabelFormat.PDF, size, new byte[0], List.of());
    }

    private static String text(ParcelLabel page) throws Exception {
        try (PDDocument document = Loader.loadPDF(page.content())) {
            return new PDFTextStripper().getText(document);
        }
    }
}
