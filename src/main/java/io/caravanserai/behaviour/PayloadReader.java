package io.caravanserai.behaviour;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import io.caravanserai.http.Faults;
import io.caravanserai.http.HttpAnswer.FieldFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads tracker payloads (Tracardi 0.8). Only source.id and each event's type are required; null counts as absent and
 * unknown keys are passed over.
 */
public final class PayloadReader {
    private static final int MAX_ID = 255;
    private static final int MAX_EVENTS = 1000;

    private final List<FieldFault> faults = new ArrayList<>();
    private final JsonNode payload;
    private final long now;

    private PayloadReader(JsonNode payload, long now) {
        this.payload = payload;
        this.now = now;
    }

    /**
     * Reads one payload.
     *
     * @param now when it came, milliseconds since 1970
     * @throws PayloadException with every bad field
     */
    public static TrackerPayload read(JsonNode payload, long now) throws PayloadException {
        PayloadReader reader = new PayloadReader(payload, now);
        TrackerPayload read = reader.read();
        if (!reader.faults.isEmpty()) {
            throw new PayloadException(reader.faults);
        }
        return read;
    }

    private TrackerPayload read() {
        if (!payload.isObject()) {
            fault(List.of(), "type", "must be an object");
        }
        String source = id(object(payload, List.of(), "source"), List.of("source"));
        if (source == null && !hasFault("source")) {
            fault(List.of("source", "id"), "missing", "is required");
        }
        ObjectNode session = object(payload, List.of(), "session");
        ObjectNode profile = object(payload, List.of(), "profile");
        ObjectNode context = object(payload, List.of(), "context");
        ObjectNode properties = object(payload, List.of(), "properties");
        ObjectNode options = object(payload, List.of(), "options");
        object(payload, List.of(), "metadata");
        return new TrackerPayload(
                source == null ? "" : source,
                Optional.ofNullable(id(session, List.of("session"))),
                Optional.ofNullable(id(profile, List.of("profile"))),
                pass(context),
                merged(context, session.path("context")),
                new TrackerPayload.Options(
                        flag(options, "saveSession", true),
                        flag(options, "saveProfile", true),
                        flag(options, "saveEvents", true),
                        flag(options, "debugger", false)),
                events(context, properties));
    }

    private static Optional<TrackerPayload.Pass> pass(ObjectNode context) {
        JsonNode pass = context.path("tracardi").path("pass");
        String profile = pass.path("profile").asText("").trim();
        String source = pass.path("source").asText("").trim();
        return profile.isEmpty() || source.isEmpty() || profile.length() > MAX_ID
                ? Optional.empty()
                : Optional.of(new TrackerPayload.Pass(profile, source));
    }

    private List<TrackerEvent> events(ObjectNode context, ObjectNode properties) {
        JsonNode sent = payload.path("events");
        List<TrackerEvent> events = new ArrayList<>();
        if (isAbsent(sent)) {
            return events;
        }
        if (!sent.isArray()) {
            fault(List.of("events"), "type", "must be a list of events");
            return events;
        }
        if (sent.size() > MAX_EVENTS) {
            fault(List.of("events"), "value", "must have at most " + MAX_EVENTS + " events, not " + sent.size());
            return events;
        }
        for (int i = 0; i < sent.size(); i++) {
            List<Object> at = Faults.loc("events", i);
            if (sent.get(i) instanceof ObjectNode event) {
                events.add(event(event, at, context, properties));
            } else {
                fault(at, "type", "must be an object");
            }
        }
        return events;
    }

    private TrackerEvent event(ObjectNode event, List<Object> at, ObjectNode context, ObjectNode properties) {
        String name = text(event, at, "type");
        if (name == null) {
            fault(Faults.within(at, "type"), "missing", "is required and must not be blank");
        }
        String id = text(event, at, "id");
        ObjectNode time = object(event, at, "time");
        List<Object> inTime = Faults.within(at, "time");
        time(time, inTime, "insert");
        time(time, inTime, "update");
        Long created = time(time, inTime, "create");
        ObjectNode options = object(event, at, "options");
        boolean save = flag(options, "save", true) && flag(options, "saveEvent", true);
        String shown = name == null ? "" : name;
        return new TrackerEvent(
                id == null ? UUID.randomUUID().toString() : id.toLowerCase(Locale.ROOT),
                shown.toLowerCase(Locale.ROOT).replace(' ', '-'),
                shown,
                created == null ? now : created,
                merged(properties, object(event, at, "properties")),
                merged(context, object(event, at, "context")),
                tags(event, at),
                false,
                true,
                false,
                save);
    }

    private List<String> tags(ObjectNode event, List<Object> at) {
        JsonNode tags = event.path("tags");
        List<String> read = new ArrayList<>();
        if (!isAbsent(tags) && !tags.isArray()) {
            fault(Faults.within(at, "tags"), "type", "must be a list of strings");
        }
        for (int i = 0; i < tags.size(); i++) {
            if (tags.get(i).isTextual()) {
                read.add(tags.get(i).textValue().trim());
            } else {
                fault(Faults.within(at, "tags", i), "type", "must be a string");
            }
        }
        return read;
    }

    private @Nullable Long time(ObjectNode time, List<Object> at, String name) {
        JsonNode value = time.path(name);
        if (isAbsent(value)) {
            return null;
        }
        Long read = value.isTextual() ? EventTime.parse(value.textValue().trim()) : null;
        if (read == null) {
            fault(
                    Faults.within(at, name),
                    "value",
                    "must be a date and time of ISO 8601, such as 2026-11-20T10:00:00Z");
        }
        return read;
    }

    /** The id within an object; null when absent or blank. */
    private @Nullable String id(ObjectNode owner, List<Object> at) {
        String id = text(owner, at, "id");
        if (id != null && id.length() > MAX_ID) {
            fault(Faults.within(at, "id"), "value", "must have at most " + MAX_ID + " characters");
        }
        return id;
    }

    private @Nullable String text(ObjectNode owner, List<Object> at, String name) {
        JsonNode value = owner.path(name);
        if (isAbsent(value)) {
            return null;
        }
        if (!value.isTextual()) {
            fault(Faults.within(at, name), "type", "must be a string");
            return null;
        }
        String text = value.textValue().trim();
        return text.isEmpty() ? null : text;
    }

    private ObjectNode object(JsonNode owner, List<Object> at, String name) {
        JsonNode value = owner.path(name);
        if (value instanceof ObjectNode object) {
            return object;
        }
        // metadata.time may be a string, and metadata is not read: whatever it holds is fine
        if (!isAbsent(value) && !name.equals("metadata")) {
            fault(Faults.within(at, name), "type", "must be an object");
        }
        return Json.mapper().createObjectNode();
    }

    private boolean flag(ObjectNode options, String name, boolean fallback) {
        return options.path(name).asBoolean(fallback);
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    /** The first with what the second says in place of its own. */
    private static ObjectNode merged(ObjectNode base, JsonNode over) {
        if (!(over instanceof ObjectNode more) || more.isEmpty()) {
            return base;
        }
        ObjectNode all = Json.mapper().createObjectNode();
        all.setAll(base);
        all.setAll(more);
        return all;
    }

    private boolean hasFault(String field) {
        return faults.stream().anyMatch(fault -> fault.loc().contains(field));
    }

    private void fault(List<Object> at, String type, String message) {
        faults.add(Faults.at(at, type, message));
    }
}
