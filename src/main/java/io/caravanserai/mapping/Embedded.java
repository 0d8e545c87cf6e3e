package io.caravanserai.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * JSON that stands as a text inside JSON, as some carriers wrap their events: afterwards the tree holds what the text
 * says, as if the carrier had written it there plainly.
 *
 * @param fields the fields that lead to the text, outermost first; lists on the way are looked through
 */
public record Embedded(List<String> fields) {
    public Embedded {
        fields = List.copyOf(fields);
    }

    /**
     * @param path fields separated by full stops
     * @throws IllegalArgumentException when it is none
     */
    public static Embedded of(String path) {
        if (!path.matches("[^.\\[\\]]+(\\.[^.\\[\\]]+)*")) {
            throw new IllegalArgumentException("'" + path
                    + "' must be names separated by full stops, as message.payload; lists are looked through");
        }
        return new Embedded(Arrays.asList(path.split("\\.", -1)));
    }

    /**
     * Puts what the texts say in their place; where there is no text nothing changes.
     *
     * @throws PayloadException when a text is not one well-formed JSON document
     */
    void unpack(JsonNode root) throws PayloadException {
        unpack(root, 0);
    }

    private void unpack(JsonNode node, int depth) throws PayloadException {
        if (node.isArray()) {
            for (JsonNode item : node) {
                unpack(item, depth);
            }
        } else if (node instanceof ObjectNode object) {
            JsonNode value = object.path(fields.get(depth));
            if (depth < fields.size() - 1) {
                unpack(value, depth + 1);
            } else if (value.isTextual()) {
                object.set(fields.get(depth), parsed(value.asText()));
            }
        }
    }

    private JsonNode parsed(String text) throws PayloadException {
        try {
            return Json.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new PayloadException(
                    "$." + String.join(".", fields),
                    "the text there is not well-formed JSON: " + e.getOriginalMessage());
        }
    }
}
