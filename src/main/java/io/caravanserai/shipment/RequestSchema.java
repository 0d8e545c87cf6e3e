package io.caravanserai.shipment;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.caravanserai.http.Faults;
import io.caravanserai.http.HttpAnswer.FieldFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Checks a body against one of the schemas in {@code resources/api} and names every bad field. */
final class RequestSchema {
    private final JsonSchema schema;

    /** @param file name of the schema in {@code resources/api} */
    RequestSchema(String file) {
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .pathType(PathType.JSON_PATH)
                .locale(Locale.ENGLISH)
                .build();
        try (InputStream text = Objects.requireNonNull(RequestSchema.class.getResourceAsStream("/api/" + file), file)) {
            this.schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(text, config);
            schema.initializeValidators();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
