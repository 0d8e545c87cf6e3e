package io.caravanserai.behaviour;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code /admin/event-sources}: where events of visitors may come from. */
public final class SourceAdmin {
    private static final String EXAMPLE = "send {\"name\": \"Shop\", \"type\": \"rest\"}";
    private static final int MAX_NAME = 200;
    private static final Set<String> KEYS = Set.of(
            "static_profile_id",
            "allowed_origins",
            "max_body",
            "rate",
            "bots",
            "requires_consent",
            "schemas",
            "on_invalid");

    private final SourceStore sources;

    public SourceAdmin(SourceStore sources) {
        this.sources = sources;
    }

    /** {@code POST {id?, name, type: rest|webhook, enabled?, config?}}: 201 {@code {id}}; 409 when the id is taken. */
    public HttpAnswer create(HttpCall call) {
        JsonNode body = call.json(EXAMPLE);
        String id = body.path("id").asText("").trim();
        EventSource source = source(id.isEmpty() ? sources.newId() : id, body);
        if (!sources.add(source)) {
            throw HttpProblem.of(409, "There is an event source " + source.id() + " already; PUT changes it.");
        }
        return HttpAnswer.json(201, Map.of("id", source.id()));
    }

    /** {@code PUT /admin/event-sources/{id}}: 200 with the source as it is now. */
    public HttpAnswer change(HttpCall call) {
        EventSource source = source(call.pathParam("id"), call.json(EXAMPLE));
        if (!sources.change(source)) {
            throw HttpProblem.of(404, "There is no event source " + source.id() + "; ./hub source add makes one.");
        }
        return HttpAnswer.json(200, view(source));
    }

    /** {@code GET}: 200 {@code {"event_sources": [...]}}. */
    public HttpAnswer list(HttpCall call) {
        return HttpAnswer.json(
                200,
                Map.of(
                        "event_sources",
                        sources.all().stream().map(SourceAdmin::view).toList()));
    }

    private static EventSource source(String id, JsonNode body) {
        String name = body.path("name").asText("").trim();
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw HttpProblem.of(422, "$.name must be a name of 1 to " + MAX_NAME + " characters.");
        }
        try {
            return new EventSource(id, name, type(body), enabled(body), config(body));
        } catch (IllegalArgumentException e) {
            throw HttpProblem.of(422, "The source cannot be taken: " + e.getMessage() + ".");
        }
    }

    private static boolean enabled(JsonNode body) {
        JsonNode enabled = body.path("enabled");
        if (!enabled.isMissingNode() && !enabled.isNull() && !enabled.isBoolean()) {
            throw new IllegalArgumentException("$.enabled must be true or false");
        }
        return enabled.asBoolean(true);
    }

    private static EventSource.Type type(JsonNode body) {
        String type = body.path("type").asText("rest").toLowerCase(Locale.ROOT);
        return switch (type) {
            case "rest" -> EventSource.Type.REST;
            case "webhook" -> EventSource.Type.WEBHOOK;
            default -> throw new IllegalArgumentException("$.type is '" + type + "' but must be rest or webhook");
        };
    }

    private static SourceConfig config(JsonNode body) {
        JsonNode config = body.path("config");
        if (config.isMissingNode() || config.isNull()) {
            return SourceConfig.DEFAULT;
        }
        if (!config.isObject()) {
            throw new IllegalArgumentException("$.config must be an object");
        }
        config.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException("$.config." + key + " is not known; there are "
                        + String.join(", ", KEYS.stream().sorted().toList()));
            }
        });
        try {
            SourceConfig read = Json.mapper().treeToValue(config, SourceConfig.class);
            EventSchemas.compile(read);
            return read;
        } catch (JsonMappingException e) {
            String place = e.getPath().stream()
                    .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : "." + part.getFieldName())
                    .collect(Collectors.joining());
            throw new IllegalArgumentException(
                    e.getCause() instanceof IllegalArgumentException own
                            ? "$.config" + place + ": " + own.getMessage()
                            : "$.config" + place + " has a value of another kind than it wants; see docs/events.md");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("$.config: " + e.getOriginalMessage());
        }
    }

    private static Map<String, Object> view(EventSource source) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", source.id());
        view.put("name", source.name());
        view.put("type", source.type().name().toLowerCase(Locale.ROOT));
        view.put("enabled", source.enabled());
        view.put("config", source.config());
        return view;
    }
}
