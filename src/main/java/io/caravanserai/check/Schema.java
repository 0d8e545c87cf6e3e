package io.caravanserai.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema of Camel's YAML DSL, as it ships in camel-yaml-dsl: always that of the Camel version which runs. Its
 * alternatives are merged, since Camel nests them by how a thing may be written and not by what it is.
 */
final class Schema {
    private static final String FILE = "/schema/camelYamlDsl.json";
    private static final String DEFINITIONS = "#/items/definitions/";

    private final JsonNode definitions;
    private final JsonNode node;
    private final Map<JsonNode, Shape> known;

    private Schema(JsonNode definitions, JsonNode node, Map<JsonNode, Shape> known) {
        this.definitions = definitions;
        this.node = node;
        this.known = known;
    }

    /** The schema of one top-level element of a route file. */
    static Schema ofFile() {
        try (InputStream in = Schema.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing from camel-yaml-dsl on the class path");
            }
            JsonNode root = Json.mapper().readTree(in);
            JsonNode element = root.path("items");
            return new Schema(element.path("definitions"), element, new IdentityHashMap<>());
        } catch (IOException e) {
            throw new IllegalStateException(FILE + " of camel-yaml-dsl cannot be read", e);
        }
    }

    /** The schema of a definition, such as {@code org.apache.camel.model.FromDefinition}. */
    Schema definition(String name) {
        return new Schema(definitions, definitions.path(name), known);
    }

    /** What may stand here. */
    Shape shape() {
        Shape shape = known.get(node);
        if (shape == null) {
            Merge merge = new Merge();
            merge.add(node);
            merge.require(node);
            shape = new Shape(merge.name, merge.properties, merge.required, merge.item, merge.scalar);
            known.put(node, shape);
        }
        return shape;
    }

    private final class Merge {
        private final Map<String, Schema> properties = new LinkedHashMap<>();
        private @Nullable Schema item;
        private final Set<String> required = new LinkedHashSet<>();
        private boolean scalar;
        private String name = "";

        void add(JsonNode schema) {
            String reference = schema.path("$ref").asText("");
            if (reference.startsWith(DEFINITIONS)) {
                String full = reference.substring(DEFINITIONS.length());
                if (name.isEmpty()) {
                    name = full.substring(full.lastIndexOf('.') + 1);
                }
                add(definitions.path(full));
            }
            String type = schema.path("type").asText("");
            scalar |= !type.isEmpty() && !type.equals("object") && !type.equals("array");
            if (schema.has("items")) {
                item = new Schema(definitions, schema.path("items"), known);
            }
            schema.path("properties").properties().forEach(property -> put(property.getKey(), property.getValue()));
            for (String choice : new String[] {"oneOf", "anyOf", "allOf"}) {
                schema.path(choice).forEach(this::add);
            }
        }

        /** Only what every alternative needs: the others belong to one way of writing it. */
        void require(JsonNode schema) {
            schema.path("required").forEach(key -> required.add(key.asText()));
            String reference = schema.path("$ref").asText("");
            if (reference.startsWith(DEFINITIONS)) {
                require(definitions.path(reference.substring(DEFINITIONS.length())));
            }
        }

        /** Camel repeats a key without its schema beside the alternative that has it. */
        private void put(String key, JsonNode value) {
            Schema before = properties.get(key);
            if (before == null || before.node.isEmpty()) {
                properties.put(key, new Schema(definitions, value, known));
            }
        }
    }
}
