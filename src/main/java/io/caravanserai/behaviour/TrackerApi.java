package io.caravanserai.behaviour;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.config.HubConfig;
import io.caravanserai.event.Json;
import io.caravanserai.http.Faults;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Takes tracker payloads: {@code POST /track} as clients of Tracardi 0.8 send it. */
public final class TrackerApi {
    private final SourceStore sources;
    private final BehaviourStore store;
    private final Gate gate;
    private final HubConfig.Track settings;
    private final Clock clock;

    TrackerApi(SourceStore sources, BehaviourStore store, Gate gate, HubConfig.Track settings, Clock clock) {
        this.sources = sources;
        this.store = store;
        this.gate = gate;
        this.settings = settings;
        this.clock = clock;
    }

    /** One payload: 200 once its events are durable. */
    public CompletableFuture<HttpAnswer> track(HttpCall call) {
        try {
            return answer(ready(read(parse(call)), EventSource.Type.REST, isProfileLess(call), call));
        } catch (HttpProblem problem) {
            return CompletableFuture.completedFuture(problem.answer());
        }
    }

    static boolean isProfileLess(HttpCall call) {
        return call.queryParam("profile_less")
                .map(value -> !value.equalsIgnoreCase("false"))
                .orElse(false);
    }

    /** A body as JSON, whatever content type it claims: beacons call it text. */
    private JsonNode parse(HttpCall call) {
        cap(call);
        return json(call.body());
    }

    void cap(HttpCall call) {
        if (call.body().length > settings.maxBody()) {
            throw HttpProblem.of(413, "The body is larger than the " + settings.maxBody() + " bytes that are taken.");
        }
    }

    static JsonNode json(byte[] text) {
        try {
            JsonNode body = Json.parse(text);
            if (!body.isMissingNode()) {
                return body;
            }
        } catch (JsonProcessingException | UncheckedIOException e) {
            // nothing of what was sent may be in the answer, so not the parser's words either
        }
        throw new HttpProblem(
                HttpAnswer.faults(422, List.of(Faults.at(List.of(), "json_invalid", "must be a JSON object"))));
    }

    /** A payload that may be kept, and what the answer will say besides. */
    record Ready(TrackerPayload payload, EventSource source, Gate.Passed passed, boolean profileLess) {}

    /** The answer to one payload, kept when it may be. */
    CompletableFuture<HttpAnswer> answer(Ready ready) {
        return told(ready).thenApply(body -> HttpAnswer.json(200, body));
    }

    TrackerPayload read(JsonNode body) {
        try {
            return PayloadReader.read(body, clock.millis());
        } catch (PayloadException e) {
            throw new HttpProblem(HttpAnswer.faults(422, e.faults()));
        }
    }

    /**
     * @throws HttpProblem when it may not be kept
     */
    Ready ready(TrackerPayload payload, EventSource.Type type, boolean profileLess, HttpCall call) {
        EventSource source = gate.source(payload.sourceId(), type, call);
        return new Ready(payload, source, gate.check(payload, source, profileLess, call), profileLess);
    }

    /** What is answered once the payload is durable, or is not to be kept. */
    CompletableFuture<Map<String, Object>> told(Ready ready) {
        TrackerPayload payload = ready.payload();
        if (!ready.passed().keep()) {
            return CompletableFuture.completedFuture(
                    body(null, payload.sessionId().orElse(null), List.of(), ready.passed()));
        }
        boolean names = settings.debug() && payload.options().debugger();
        return store.keep(
                        payload.withEvents(ready.passed().events()),
                        ready.source(),
                        ready.profileLess(),
                        handedOver(payload))
                .thenApply(kept -> body(
                        kept.profileId().orElse(null),
                        kept.sessionId(),
                        names ? kept.eventIds() : List.of(),
                        ready.passed()));
    }

    /** The profile another domain hands over, when that domain's source is one of ours. */
    private Optional<String> handedOver(TrackerPayload payload) {
        return payload.pass()
                .filter(pass -> sources.find(pass.sourceId())
                        .filter(EventSource::enabled)
                        .isPresent())
                .map(TrackerPayload.Pass::profileId);
    }

    private static Map<String, Object> body(
            @Nullable String profile, @Nullable String session, List<String> events, Gate.Passed passed) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("task", UUID.randomUUID().toString());
        body.put("ux", List.of());
        body.put("response", Map.of());
        body.put("events", events);
        body.put("profile", id(profile));
        body.put("session", id(session));
        body.put("errors", passed.errors());
        body.put("warnings", passed.warnings());
        return body;
    }

    private static Map<String, Object> id(@Nullable String id) {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("id", id);
        return named;
    }
}
