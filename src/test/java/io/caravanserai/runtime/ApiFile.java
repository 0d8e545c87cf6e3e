package io.caravanserai.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * An OpenAPI file to which answers are held: status, media type, headers and body, in which no field may be that is not
 * described.
 */
final class ApiFile {
    private static final Set<String> METHODS = Set.of("get", "head", "post", "put", "patch", "delete", "options");
    /** Headers that every server of HTTP may send, and those by which browsers decide (tag "Events of visitors"). */
    private static final Set<String> OF_HTTP = Set.of(
            "content-length",
            "x-content-type-options",
            "content-type",
            "connection",
            "transfer-encoding",
            "vary",
            "access-control-allow-origin",
            "access-control-allow-credentials",
            "access-control-expose-headers");

    private final ObjectNode root;
    private final JsonNode closed;

    private ApiFile(ObjectNode root) {
        this.root = root;
        this.closed = root.at("/components/schemas").deepCopy();
        closed.properties().forEach(schema -> {
            // part of others, which are closed as a whole
            if (!schema.getKey().equals("EndpointOptions")) {
                ClosedSchema.close(schema.getValue());
            }
        });
    }

    /** One thing to call. */
    record Operation(String id, String method, String path, JsonNode node) {
        String call() {
            return method + " " + path;
        }

        Set<String> statuses() {
            Set<String> statuses = new TreeSet<>();
            node.path("responses").fieldNames().forEachRemaining(statuses::add);
            return statuses;
        }

        boolean isTagged(String tag) {
            return node.path("tags").toString().contains('"' + tag + '"');
        }
    }

    static ApiFile parse(String yaml) {
        Object file = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return new ApiFile(Json.mapper().valueToTree(file));
    }

    /** All of them, in the order of the file. */
    Collection<Operation> operations() {
        return byId().values();
    }

    Operation operation(String id) {
        Operation found = byId().get(id);
        if (found == null) {
            throw new AssertionError("the file has no operation " + id);
        }
        return found;
    }

    private Map<String, Operation> byId() {
        Map<String, Operation> operations = new LinkedHashMap<>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(entry -> {
                    if (METHODS.contains(entry.getKey())) {
                        ObjectNode node = entry.getValue().deepCopy();
                        ArrayNode parameters = node.withArray("/parameters");
                        path.getValue().path("parameters").forEach(parameters::add);
                        String id = node.path("operationId").asText();
                        String method = entry.getKey().toUpperCase(Locale.ROOT);
                        operations.put(id, new Operation(id, method, path.getKey(), node));
                    }
                }));
        return operations;
    }

    /** The parameters of an operation that stand at a place such as {@code path}. */
    List<JsonNode> parameters(Operation operation, String in) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode parameter : operation.node().path("parameters")) {
            JsonNode resolved = resolved(parameter);
            if (resolved.path("in").asText().equals(in)) {
                found.add(resolved);
            }
        }
        return found;
    }

    /** Media types and schemas of the body that an operation takes; missing when it takes none. */
    JsonNode requestContent(Operation operation) {
        return resolved(operation.node().path("requestBody")).path("content");
    }

    JsonNode webhook(String name) {
        return root.path("webhooks").path(name).path("post");
    }

    /** What differs from what is described; empty when all is as it should be. */
    List<String> faults(Operation operation, HttpResponse<String> answer) {
        String status = String.valueOf(answer.statusCode());
        String name = operation.call() + " " + status;
        JsonNode response = resolved(operation.node().path("responses").path(status));
        if (response.isMissingNode()) {
            return List.of(name + " is not described: " + answer.body());
        }
        List<String> faults = new ArrayList<>();
        headers(name, response, answer, faults);
        String type = answer.headers().firstValue("content-type").orElse("").replaceAll(";.*", "");
        JsonNode content = response.path("content");
        if (type.isEmpty() != content.isMissingNode() || (!type.isEmpty() && !content.has(type))) {
            faults.add(name + " has media type '" + type + "', described are " + content);
        } else if (type.equals("application/json") && !operation.method().equals("HEAD")) {
            for (String fault : faults(content.path(type).path("schema"), parsed(answer.body()))) {
                faults.add(name + ": " + fault);
            }
        }
        return faults;
    }

    private void headers(String name, JsonNode response, HttpResponse<String> answer, List<String> faults) {
        Set<String> described = new TreeSet<>();
        response.path("headers").properties().forEach(header -> {
            described.add(header.getKey().toLowerCase(Locale.ROOT));
            if (resolved(header.getValue()).path("required").asBoolean()
                    && answer.headers().firstValue(header.getKey()).isEmpty()) {
                faults.add(name + " lacks the header " + header.getKey());
            }
        });
        answer.headers().map().keySet().stream()
                .filter(header -> !OF_HTTP.contains(header) && !described.contains(header))
                .forEach(header -> faults.add(name + " has a header that is not described: " + header));
    }

    /** What of a document is not as a schema of this file says, or not described there. */
    List<String> faults(JsonNode schema, JsonNode document) {
        return ClosedSchema.faults(schema, closed, document);
    }

    /** Follows a reference inside the file. */
    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? root.at(node.path("$ref").asText().substring(1)) : node;
    }

    static JsonNode parsed(String json) {
        try {
            return Json.parse(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + json, e);
        }
    }
}
