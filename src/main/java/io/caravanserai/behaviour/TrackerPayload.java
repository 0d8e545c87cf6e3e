package io.caravanserai.behaviour;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * A tracker payload that was read.
 *
 * @param sessionId empty when none was sent or it was blank
 * @param profileId what the sender believes; nobody has to believe it
 * @param pass a profile handed over from another domain, with the source that says so
 * @param context merged into that of the session
 */
public record TrackerPayload(
        String sourceId,
        Optional<String> sessionId,
        Optional<String> profileId,
        Optional<Pass> pass,
        ObjectNode context,
        Options options,
        List<TrackerEvent> events) {
    public TrackerPayload {
        events = List.copyOf(events);
    }

    TrackerPayload withEvents(List<TrackerEvent> others) {
        return new TrackerPayload(sourceId, sessionId, profileId, pass, context, options, others);
    }

    /** The same visitor on another domain. */
    public record Pass(String profileId, String sourceId) {}

    /**
     * What of it is to be kept.
     *
     * @param debugger whether the answer names the kept events
     */
    public record Options(boolean saveSession, boolean saveProfile, boolean saveEvents, boolean debugger) {}
}
