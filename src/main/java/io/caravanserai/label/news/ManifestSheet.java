package io.caravanserai.label.news;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import io.caravanserai.label.document.LabelUnavailableException;
import io.caravanserai.label.document.ParcelLabel;
import io.caravanserai.label.render.LabelFormat;
import io.caravanserai.label.render.LabelRenderer;
import io.caravanserai.label.template.LabelComposer;
import io.caravanserai.label.template.LabelException;
import io.caravanserai.label.template.LabelTemplate;
import io.caravanserai.label.text.FontChain;
import io.caravanserai.mapping.MappingException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The pages that a driver signs: who sends what with which carrier, drawn from {@code manifest.label.yaml}. */
public final class ManifestSheet {
    private static final int COLUMN = 25;
    private static final int PAGE = 2 * COLUMN;

    private final Path template;
    private final @Nullable Path fonts;
    private @Nullable LabelComposer composer;

    /**
     * @param mappings the folder of mappings and templates
     * @param fonts folder of further fonts; null for those of the machine
     */
    public ManifestSheet(Path mappings, @Nullable Path fonts) {
        this.template = mappings.resolve(LabelTemplate.FOLDER).resolve("manifest" + LabelTemplate.ENDING);
        this.fonts = fonts;
    }

    /**
     * As many pages as the parcels need.
     *
     * @param requests bodies of POST /shipments, of the shipments on it
     * @param parcels in their order
     */
    List<ParcelLabel> pages(LabelBatch manifest, List<JsonNode> requests, List<ParcelLabel> parcels, LabelFormat format)
            throws LabelUnavailableException {
        int pages = (parcels.size() + PAGE - 1) / PAGE;
        List<ParcelLabel> sheets = new ArrayList<>();
        try {
            LabelTemplate loaded = LabelTemplate.load(template);
            for (int page = 0; page < pages; page++) {
                ObjectNode data = data(manifest, requests, parcels, page);
                ((ObjectNode) data.path("manifest")).put("page", (page + 1) + " / " + pages);
                byte[] drawn = new LabelRenderer().render(composer().compose(loaded, data, manifest.size()), format);
                sheets.add(new ParcelLabel(
                        manifest.id(),
                        manifest.id(),
                        page,
                        manifest.id(),
                        Map.of(),
                        format,
                        manifest.size(),
                        drawn,
                        List.of()));
            }
        } catch (MappingException | LabelException e) {
            throw new LabelUnavailableException("The sheet of the manifest cannot be drawn: " + e.getMessage());
        }
        return sheets;
    }

    /** Fonts are read when the first sheet is drawn: most hubs make none. */
    private synchronized LabelComposer composer() {
        LabelComposer made = composer == null ? new LabelComposer(new FontChain(fonts)) : composer;
        composer = made;
        return made;
    }

    private static ObjectNode data(LabelBatch manifest, List<JsonNode> requests, List<ParcelLabel> parcels, int page) {
        ObjectNode data = Json.mapper().createObjectNode();
        data.putObject("manifest")
                .put("id", manifest.id())
                .put("carrier", manifest.carrierId())
                .put("date", manifest.manifestDate())
                .put("shipments", requests.size())
                .put("parcels", parcels.size())
                .put("weight", weight(requests));
        data.set("from", requests.get(0).at("/shipment/addresses/from_address"));
        data.putObject("numbers")
                .put("left", numbers(parcels, page * PAGE))
                .put("right", numbers(parcels, page * PAGE + COLUMN));
        return data;
    }

    private static String numbers(List<ParcelLabel> parcels, int from) {
        return IntStream.range(from, Math.min(parcels.size(), from + COLUMN))
                .mapToObj(i -> (i + 1) + ".  " + parcels.get(i).trackingNumber())
                .collect(Collectors.joining("\n"));
    }

    /** Summed by unit, since nobody asked for a conversion. */
    private static String weight(List<JsonNode> requests) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (JsonNode request : requests) {
            for (JsonNode parcel : request.at("/shipment/parcels")) {
                JsonNode weight = parcel.path("weight");
                sums.merge(
                        weight.path("unit").asText("kg"), weight.path("value").decimalValue(), BigDecimal::add);
            }
        }
        return sums.entrySet().stream()
                .map(sum -> sum.getValue().stripTrailingZeros().toPlainString() + " " + sum.getKey())
                .collect(Collectors.joining(" + "));
    }
}
