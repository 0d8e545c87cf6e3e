package io.caravanserai.behaviour;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import io.caravanserai.http.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Reads the events of one payload; what the payload says for all of them stands in where an event says nothing. */
final class EventReader {
    private static final int MAX_EVENTS = 1000;
    /** So often is not worth a look at how much is kept with each event. */
    private static final int FEW = 8;
    /** What is said once for all events is kept with each: a small payload must not become a large store. */
    private static final long MAX_SHARED = 4 << 20;

    private final PayloadFields fields;
    private final ObjectNode context;
    private final ObjectNode properties;
    private final long now;

    EventReader(PayloadFields fields, ObjectNode context, ObjectNode properties, long now) {
        this.fields = fields;
        this.context = context;
        this.properties = properties;
        this.now = now;
    }

    /** The events of a payload; faults are noted. */
    List<TrackerEvent> read(JsonNode payload) {
        JsonNode sent = fields.list(payload, List.of(), "events");
        List<TrackerEvent> events = new ArrayList<>();
        if (sent.size() > MAX_EVENTS) {
            fields.fault(List.of("events"), "value", "must have at most " + MAX_EVENTS + " events, not " + sent.size());
        } else if (shared(sent.size()) > MAX_SHARED) {
            fields.fault(
                    List.of("events"),
                    "value",
                    "are too many for such a large context or properties of the payload, which each event gets");
        } else {
            for (int i = 0; i < sent.size(); i++) {
                List<Object> at = Faults.loc("events", i);
                if (sent.get(i) instanceof ObjectNode event) {
                    events.add(event(event, at));
                } else {
                    fields.fault(at, "type", "must be an object");
                }
            }
        }
        return events;
    }

    private long shared(int events) {
        return events <= FEW
                ? 0
                : (long) events
                        * (Json.text(context).length() + Json.text(properties).length());
    }

    private TrackerEvent event(ObjectNode event, List<Object> at) {
        String name = fields.required(event, at, "type");
        String id = fields.text(event, at, "id");
        ObjectNode time = fields.object(event, at, "time");
        List<Object> inTime = Faults.within(at, "time");
        fields.time(time, inTime, "insert");
        fields.time(time, inTime, "update");
        Long created = fields.time(time, inTime, "create");
        ObjectNode options = fields.object(event, at, "options");
        return new TrackerEvent(
                id == null ? UUID.randomUUID().toString() : id.toLowerCase(Locale.ROOT),
                TrackerEvent.type(name),
                name,
                created == null ? now : created,
                merged(properties, fields.object(event, at, "properties")),
                merged(context, fields.object(event, at, "context")),
                fields.strings(event, at, "tags"),
                false,
                true,
                false,
                options.path("save").asBoolean(true)
                        && options.path("saveEvent").asBoolean(true));
    }

    /** Whether an event of the payload has no objection to keeping the session; a payload without events has none. */
    static boolean savesSession(JsonNode payload) {
        JsonNode events = payload.path("events");
        for (JsonNode event : events) {
            if (event.path("options").path("saveSession").asBoolean(true)) {
                return true;
            }
        }
        return events.isEmpty();
    }

    /** The first with what the second says in place of its own. */
    static ObjectNode merged(ObjectNode base, JsonNode over) {
        if (!(over instanceof ObjectNode more) || more.isEmpty()) {
            return base;
        }
        ObjectNode all = Json.mapper().createObjectNode();
        all.setAll(base);
        all.setAll(more);
        return all;
    }
}
