package io.caravanserai.label.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import io.caravanserai.label.buy.LabelOrder;
import io.caravanserai.mapping.Countries;
import io.caravanserai.mapping.MappingException;
import io.caravanserai.mapping.OutgoingTemplate;
import io.caravanserai.mapping.Problems;
import io.caravanserai.mapping.XmlText;
import io.caravanserai.mapping.YamlNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a carrier's label API is spoken to: {@code edi-mappings/<carrier>/label.map.yaml}.
 *
 * @param xml whether requests are XML, else JSON
 */
record LabelMapping(boolean xml, OutgoingTemplate request, AnswerMapping answer) {
    static final String FILE = "label.map.yaml";

    /** @throws MappingException with every fault of the file, each with its line */
    static LabelMapping load(Path mappingsDir, String carrier) throws MappingException {
        Path file = mappingsDir.resolve(carrier).resolve(FILE);
        Problems problems = new Problems(file.toString());
        Optional<LabelMapping> mapping = YamlNode.read(file, problems).flatMap(root -> compile(root, carrier));
        problems.throwIfAny();
        return mapping.orElseThrow();
    }

    private static Optional<LabelMapping> compile(YamlNode root, String carrier) {
        Countries countries = new Countries();
        Map<String, YamlNode> keys = root.entries("a label mapping", List.of("carrier", "request", "answer"));
        YamlNode named = keys.get("carrier");
        if (named == null || !named.text("carrier").equals(Optional.of(carrier))) {
            root.problem("carrier must be '" + carrier + "', as the folder is named");
        }
        YamlNode request = keys.get("request");
        YamlNode answer = keys.get("answer");
        if (request == null || answer == null) {
            root.problem("a label mapping needs 'request' and 'answer'");
            return Optional.empty();
        }
        Map<String, YamlNode> parts = request.entries("request", List.of("format", "body"));
        YamlNode body = parts.get("body");
        if (body == null) {
            request.problem("a request needs 'body'");
            return Optional.empty();
        }
        return AnswerMapping.compile(answer, countries)
                .map(read ->
                        new LabelMapping(isXml(parts.get("format")), OutgoingTemplate.compile(body, countries), read));
    }

    /** Whether a part is XML; JSON when nothing is said. */
    static boolean isXml(@Nullable YamlNode format) {
        String word = format == null ? "json" : format.text("format").orElse("json");
        if (format != null && !word.equals("json") && !word.equals("xml")) {
            format.problem("format is '" + word + "' but must be json or xml");
        }
        return word.equals("xml");
    }

    /** The request that buys: the customer's own request is the document, {@code label} holds what the hub adds. */
    byte[] body(LabelOrder order) {
        ObjectNode data = order.request().deepCopy();
        data.putObject("label")
                .put("reference", order.reference())
                .put("shipment_id", order.shipmentId())
                .put("format", order.format())
                .put("size", order.size());
        JsonNode filled = request.fill(data);
        return xml ? XmlText.bytes(filled) : Json.bytes(filled);
    }
}
