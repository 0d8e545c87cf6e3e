package io.caravanserai.behaviour;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.FileNotFoundException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The JSON Schemas (2020-12) of a source: what the properties of an event of some type must be. */
final class EventSchemas {
    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_PATH)
            .locale(Locale.ENGLISH)
            .build();

    private final Map<String, JsonSchema> byType;

    private EventSchemas(Map<String, JsonSchema> byType) {
        this.byType = Map.copyOf(byType);
    }

    /**
     * Compiles what a source asks for. A schema may not refer to others elsewhere: nothing is fetched.
     *
     * @throws IllegalArgumentException naming the type whose schema is none
     */
    static EventSchemas compile(SourceConfig config) {
        Map<String, JsonSchema> byType = new HashMap<>();
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                builder -> builder.schemaLoaders(loaders -> loaders.add(iri -> () -> {
                    throw new FileNotFoundException("schemas are not fetched: " + iri);
                })));
        config.schemas().forEach((type, schema) -> {
            if (!schema.isObject() && !schema.isBoolean()) {
                throw new IllegalArgumentException("the schema of '" + type + "' must be an object, true or false");
            }
            try {
                JsonSchema compiled = factory.getSchema(schema, CONFIG);
                compiled.initializeValidators();
                byType.put(TrackerEvent.type(type.strip()), compiled);
            } catch (JsonSchemaException | IllegalArgumentException e) {
                throw new IllegalArgumentException("the schema of '" + type + "' is none: " + reason(e));
            }
        });
        return new EventSchemas(byType);
    }

    private static String reason(RuntimeException e) {
        return String.valueOf(e.getMessage()).replaceFirst("^[\\w.]+Exception: ", "");
    }

    /**
     * What an event's properties do not fit: places in the schema, which say nothing of what was sent; empty when they
     * fit.
     */
    List<String> faults(TrackerEvent event) {
        JsonSchema schema = byType.get(event.type());
        if (schema == null) {
            return List.of();
        }
        try {
            return schema.validate(event.properties()).stream()
                    .map(message -> "does not fit " + message.getEvaluationPath() + " of the schema")
                    .distinct()
                    .sorted()
                    .toList();
        } catch (StackOverflowError e) {
            return List.of("a pattern of the schema cannot be tried on it: it is too long");
        }
    }
}
