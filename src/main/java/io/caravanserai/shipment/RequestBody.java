package io.caravanserai.shipment;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpAnswer.FieldFault;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads a JSON body and holds it against a schema; every fault names its place by JSON path. */
final class RequestBody {
    private final JsonSchema schema;

    private RequestBody(JsonSchema schema) {
        this.schema = schema;
    }

    /** The reader for a schema under {@code /schemas/} on the class path. */
    static RequestBody of(String name) {
        try (InputStream in = RequestBody.class.getResourceAsStream("/schemas/" + name)) {
            SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                    .pathType(PathType.JSON_PATH)
                    .locale(Locale.ENGLISH)
                    .build();
            return new RequestBody(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(in, config));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The JSON of a call.
     *
     * @throws HttpProblem 400 with line and column when it is not JSON, 406 when the caller does not take JSON, 415
     *     when it says it sends something else
     */
    static JsonNode json(HttpCall call) {
        String accept = call.header("accept").orElse("*/*").toLowerCase(Locale.ROOT);
        if (!accept.contains("*/*") && !accept.contains("application/*") && !accept.contains("application/json")) {
            throw HttpProblem.of(406, "Only application/json is offered here.");
        }
        String type = call.header("content-type").orElse("application/json").toLowerCase(Locale.ROOT);
        if (!type.startsWith("application/json") && !type.contains("+json")) {
            throw HttpProblem.of(415, "Send the body as application/json.");
        }
        try {
            JsonNode body = Json.parse(call.body());
            if (body.isMissingNode()) {
                throw HttpProblem.of(400, "The body is empty: send JSON.");
            }
            return body;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw HttpProblem.of(
                    400,
                    "The body is not valid JSON"
                            + (at == null ? "" : " at line " + at.getLineNr() + " column " + at.getColumnNr()) + ".");
        }
    }

    /** What is wrong with a body by its schema, empty when nothing is. */
    List<FieldFault> faults(JsonNode body) {
        List<FieldFault> faults = new ArrayList<>();
        for (ValidationMessage message : schema.validate(body)) {
            String path = message.getInstanceLocation().toString();
            if (message.getProperty() != null && message.getType().equals("required")) {
                path = path + "." + message.getProperty();
            }
            String words = message.getMessage();
            int start = words.indexOf(": ");
            faults.add(fault(
                    message.getType().equals("required") ? "missing" : message.getType(),
                    path,
                    start < 0 ? words : words.substring(start + 2)));
        }
        return faults;
    }

    static FieldFault fault(String type, String path, String message) {
        return new FieldFault(type, location(path), path, message);
    }

    /** {@code $.a.b[0]} as {@code ["body", "a", "b", 0]}. */
    private static List<Object> location(String path) {
        List<Object> location = new ArrayList<>();
        location.add("body");
        for (String part : path.replace("$", "").replace("]", "").split("[.\\[]", -1)) {
            if (part.matches("\\d+")) {
                location.add(Integer.valueOf(part));
            } else if (!part.isEmpty()) {
                location.add(part);
            }
        }
        return location;
    }

    static void throwIfAny(List<FieldFault> faults) {
        if (!faults.isEmpty()) {
            throw new HttpProblem(HttpAnswer.faults(422, faults));
        }
    }
}
