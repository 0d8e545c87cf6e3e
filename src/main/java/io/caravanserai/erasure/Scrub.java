package io.caravanserai.erasure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.caravanserai.event.Json;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Takes a person out of documents: their shape stays, so that what reads them goes on. */
final class Scrub {
    /** What stands where something was. */
    static final String ERASED = "[erased]";

    /** Of an event: who took the parcel, and where to the metre. */
    private static final Set<String> OF_THE_DOOR = Set.of("signed_by", "geo");

    private static final List<String> KEPT_OF_ADDRESS = List.of("iso_country");

    private Scrub() {}

    /** A JSON document without the texts that tell of the person; what is no JSON goes whole. */
    static String json(String text, Predicate<String> tells) {
        if (!tells.test(text)) {
            return text;
        }
        try {
            JsonNode document = Json.parse(text.getBytes(StandardCharsets.UTF_8));
            return Json.text(leaves(document, tells));
        } catch (JsonProcessingException e) {
            return ERASED;
        }
    }

    /** An event or what is made of it: also without who signed and the place on the map. */
    static String event(String text, Predicate<String> tells) {
        JsonNode document = leaves(Json.kept(text), tells);
        for (String field : OF_THE_DOOR) {
            for (JsonNode parent : document.findParents(field)) {
                if (parent instanceof ObjectNode object && object.hasNonNull(field)) {
                    if (field.equals("geo")) {
                        object.putNull(field);
                    } else {
                        object.put(field, ERASED);
                    }
                }
            }
        }
        return Json.text(document);
    }

    /** The same bytes with as many crosses in place of each value, so that lengths and offsets stay. */
    static byte[] bytes(byte[] content, Collection<String> values) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        for (String value : values) {
            String bytes = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            text = Pattern.compile(Pattern.quote(bytes), Pattern.CASE_INSENSITIVE)
                    .matcher(text)
                    .replaceAll("x".repeat(bytes.length()));
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** An address of the person keeps its country. */
    static void address(ObjectNode address) {
        address.properties().forEach(field -> {
            if (field.getValue() instanceof ObjectNode inner) {
                address(inner);
            } else if (!KEPT_OF_ADDRESS.contains(field.getKey())
                    && field.getValue().isTextual()) {
                field.setValue(TextNode.valueOf(ERASED));
            }
        });
    }

    static JsonNode leaves(JsonNode node, Predicate<String> tells) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(leaves(field.getValue(), tells)));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, leaves(array.get(i), tells));
            }
        } else if (node.isTextual() && tells.test(node.textValue())) {
            return TextNode.valueOf(ERASED);
        }
        return node;
    }
}
