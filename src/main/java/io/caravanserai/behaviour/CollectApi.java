package io.caravanserai.behaviour;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Takes one event from whoever can do no more than call a URL: {@code /collect/{event_type}/{source_id}} and, for a
 * session, {@code .../{session_id}}. What the call holds becomes the event's properties.
 */
public final class CollectApi {
    /** As many as fit into a body; the decoder would drop more in silence. */
    private static final int MAX_FIELDS = Integer.MAX_VALUE;

    private static final String FORM = "application/x-www-form-urlencoded";

    private final TrackerApi tracker;

    CollectApi(TrackerApi tracker) {
        this.tracker = tracker;
    }

    /** GET with a query, POST with JSON, a form or anything else. Without session nobody is known and none is made. */
    public CompletableFuture<HttpAnswer> collect(HttpCall call) {
        tracker.cap(call);
        boolean known = call.pathParams().containsKey("session_id");
        TrackerApi.Ready ready =
                tracker.ready(tracker.read(payload(call, known)), EventSource.Type.WEBHOOK, !known, call);
        // a GET that keeps an event: nobody in between may answer it
        return tracker.answer(ready).thenApply(answer -> answer.with("Cache-Control", "no-store"));
    }

    private static ObjectNode payload(HttpCall call, boolean known) {
        ObjectNode payload = Json.mapper().createObjectNode();
        payload.putObject("source").put("id", call.pathParam("source_id"));
        if (known) {
            payload.putObject("session").put("id", call.pathParam("session_id"));
        } else {
            payload.putObject("options").put("saveSession", false);
        }
        ObjectNode event = payload.putArray("events").addObject().put("type", call.pathParam("event_type"));
        event.set("properties", call.body().length == 0 ? fields(call.query()) : properties(call));
        return payload;
    }

    private static ObjectNode properties(HttpCall call) {
        String type = call.header("content-type").orElse("application/json").toLowerCase(Locale.ROOT);
        String text = new String(call.body(), StandardCharsets.UTF_8);
        if (type.startsWith(FORM)) {
            try {
                return fields(new QueryStringDecoder(text, StandardCharsets.UTF_8, false, MAX_FIELDS).parameters());
            } catch (IllegalArgumentException e) {
                return raw(text); // no form after all
            }
        }
        JsonNode body = null;
        try {
            body = Json.parse(call.body());
        } catch (JsonProcessingException | UncheckedIOException e) {
            // kept as it came
        }
        if (body instanceof ObjectNode object) {
            return object;
        }
        return raw(text);
    }

    private static ObjectNode raw(String text) {
        return Json.mapper().createObjectNode().put("body", text);
    }

    /** A field given once is a string, one given more often a list. */
    private static ObjectNode fields(Map<String, List<String>> fields) {
        ObjectNode properties = Json.mapper().createObjectNode();
        fields.forEach((name, values) -> {
            if (values.size() == 1) {
                properties.put(name, values.get(0));
            } else {
                values.forEach(properties.putArray(name)::add);
            }
        });
        return properties;
    }
}
