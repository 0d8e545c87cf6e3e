package io.caravanserai.shipment;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.caravanserai.http.ApiDescription;
import io.caravanserai.http.Faults;
import io.caravanserai.http.HttpAnswer.FieldFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Checks a body against one of the schemas of the OpenAPI file and names every bad field. */
final class RequestSchema {
    private final JsonSchema schema;

    /** @param name of the schema */
    RequestSchema(String name) {
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .pathType(PathType.JSON_PATH)
                .locale(Locale.ENGLISH)
                .build();
        this.schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(ApiDescription.schema(name), config);
        schema.initializeValidators();
    }

    /**
     * @param within where in the body the document stands: empty for the body itself, or its index in a list
     */
    List<FieldFault> check(JsonNode document, List<Object> within) {
        List<FieldFault> faults = new ArrayList<>();
        for (ValidationMessage message : schema.validate(document)) {
            // each alternative of anyOf reports as well; "null" among them is never what the caller meant
            boolean nullBranch = message.getEvaluationPath().toString().contains("anyOf[0]");
            if (!nullBranch) {
                faults.add(fault(message, within));
            }
        }
        return faults;
    }

    private static FieldFault fault(ValidationMessage message, List<Object> within) {
        List<Object> loc = new ArrayList<>(within);
        JsonNodePath place = message.getInstanceLocation();
        for (int i = 0; i < place.getNameCount(); i++) {
            loc.add(place.getElement(i));
        }
        boolean missing = message.getType().equals("required");
        if (missing) {
            loc.add(message.getProperty());
        }
        return Faults.at(loc, kind(message.getType()), missing ? "is required" : message.getError());
    }

    private static String kind(String keyword) {
        return switch (keyword) {
            case "required" -> "missing";
            case "type" -> "type";
            default -> "value";
        };
    }
}
