package io.caravanserai.behaviour;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import java.time.Instant;

/** An event as it is kept, published on {@code behaviour.events} and read back. */
final class EventBody {
    private static final int VERSION = 1;

    private EventBody() {}

    static String of(TrackerEvent event, String source, Visit visit, long stored) {
        ObjectNode body = Json.mapper().createObjectNode().put("version", VERSION);
        body.put("id", event.id()).put("type", event.type()).put("name", event.name());
        body.putObject("source").put("id", source);
        body.putObject("session").put("id", visit.sessionId());
        body.putObject("profile").put("id", visit.profileId().orElse(null));
        body.putObject("time").put("create", utc(event.created())).put("insert", utc(stored));
        body.set("properties", event.properties());
        body.set("context", event.context());
        event.tags().forEach(body.putArray("tags")::add);
        body.put("system", event.system()).put("valid", event.valid()).put("robot", event.robot());
        return Json.text(body);
    }

    private static String utc(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
