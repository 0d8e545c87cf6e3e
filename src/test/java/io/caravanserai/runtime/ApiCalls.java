package io.caravanserai.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.caravanserai.event.Json;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calls as the OpenAPI file shows them: its samples in the path, its examples as bodies, and what a case wants otherwise. */
final class ApiCalls {
    private static final String JSON = "application/json";

    private final ApiFile file;
    private final ApiWorld world;

    ApiCalls(ApiFile file, ApiWorld world) {
        this.file = file;
        this.world = world;
    }

    /** A body that the file shows. */
    record Example(String name, String mediaType, String body) {
        static final Example NONE = new Example("without body", "", "");
    }

    /** All bodies that the file shows for an operation; one that is empty where it takes none. */
    List<Example> examples(ApiFile.Operation operation) {
        List<Example> examples = new ArrayList<>();
        file.requestContent(operation).properties().forEach(type -> type.getValue()
                .path("examples")
                .properties()
                .forEach(example -> examples.add(new Example(
                        example.getKey(),
                        type.getKey(),
                        text(type.getKey(), example.getValue().path("value"))))));
        return examples.isEmpty() ? List.of(Example.NONE) : examples;
    }

    private static String text(String type, JsonNode value) {
        if (value instanceof TextNode text) {
            return text.asText();
        }
        return type.equals(JSON) ? Json.text(value) : form(value);
    }

    private static String form(JsonNode fields) {
        List<String> pairs = new ArrayList<>();
        fields.properties()
                .forEach(field -> pairs.add(field.getKey() + "="
                        + URLEncoder.encode(field.getValue().asText(), StandardCharsets.UTF_8)));
        return String.join("&", pairs);
    }

    /** A call that is like the file's in all but what is said. */
    Call to(String operationId) {
        return new Call(file.operation(operationId));
    }

    final class Call {
        private final ApiFile.Operation operation;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private final Map<String, String> path = new LinkedHashMap<>();
        private Example example;
        private String query = "";

        private Call(ApiFile.Operation operation) {
            this.operation = operation;
            this.example = examples(operation).get(0);
            boolean ofCustomer = file.parameters(operation, "header").stream()
                    .anyMatch(header -> header.path("name").asText().equals("x-version"));
            if (ofCustomer) {
                headers.put("x-key", world.customer.key());
                headers.put("x-version", "v1");
            }
        }

        Call with(Example other) {
            this.example = other;
            return this;
        }

        Call body(String json) {
            return with(new Example("of the case", JSON, json));
        }

        Call header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        Call without(String header) {
            headers.remove(header);
            return this;
        }

        Call query(String text) {
            this.query = "?" + text;
            return this;
        }

        Call path(String name, String value) {
            path.put(name, value);
            return this;
        }

        HttpResponse<String> send() throws Exception {
            if (operation.id().equals("track") && example.body().contains("\"source\"")) {
                without("x-key").without("x-version");
            }
            if (!example.mediaType().isEmpty()) {
                headers.putIfAbsent("content-type", example.mediaType());
            }
            String place = operation.path();
            for (JsonNode parameter : file.parameters(operation, "path")) {
                String name = parameter.path("name").asText();
                String sample =
                        path.getOrDefault(name, parameter.path("example").asText());
                place = place.replace("{" + name + "}", world.real(operation, sample));
            }
            byte[] body = world.real(operation, example.body()).getBytes(StandardCharsets.UTF_8);
            return world.call(operation.method(), place + query, body, headers);
        }

        /** The answer to the first of some calls that has this status, else to the last of them. */
        HttpResponse<String> sendUntil(int status) throws Exception {
            header("x-forwarded-for", "203.0.113.9");
            HttpResponse<String> answer = send();
            for (int i = 0; i < 100 && answer.statusCode() != status; i++) {
                answer = send();
            }
            return answer;
        }
    }
}
