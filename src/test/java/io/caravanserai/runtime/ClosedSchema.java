package io.caravanserai.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.caravanserai.event.Json;
import java.util.List;

/** Holds documents to a schema, and to it alone: a field that it does not describe is a fault too. */
final class ClosedSchema {
    private ClosedSchema() {}

    /**
     * What of a document is not as the schema says.
     *
     * @param definitions what {@code #/components/schemas/} in the schema refers to, closed before
     */
    static List<String> faults(JsonNode schema, JsonNode definitions, JsonNode document) {
        ObjectNode whole = Json.mapper().createObjectNode();
        whole.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        whole.set("$defs", definitions);
        whole.putArray("allOf").add(close(schema.deepCopy()));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Json.text(whole).replace("#/components/schemas/", "#/$defs/"))
                .validate(document)
                .stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    /** From here on an object may have described fields alone; of several schemas all of which hold, those of any. */
    static JsonNode close(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            if (object.has("allOf")) {
                object.put("unevaluatedProperties", false);
            } else {
                object.forEach(ClosedSchema::close);
            }
            if (object.path("properties").isObject() && object.has("type") && !object.has("additionalProperties")) {
                object.put("additionalProperties", false);
            }
        } else {
            schema.forEach(ClosedSchema::close);
        }
        return schema;
    }
}
