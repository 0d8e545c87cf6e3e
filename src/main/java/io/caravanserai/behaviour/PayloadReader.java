package io.caravanserai.behaviour;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * Reads tracker payloads (Tracardi 0.8). Only source.id and each event's type are required; null counts as absent and
 * unknown keys are passed over.
 */
public final class PayloadReader {
    private PayloadReader() {}

    /**
     * Reads one payload.
     *
     * @param now when it came, milliseconds since 1970
     * @throws PayloadException with every bad field
     */
    public static TrackerPayload read(JsonNode payload, long now) throws PayloadException {
        PayloadFields fields = new PayloadFields();
        if (!payload.isObject()) {
            fields.fault(List.of(), "type", "must be an object");
            throw new PayloadException(fields.faults());
        }
        if (!isFinite(payload)) {
            fields.fault(List.of(), "value", "must not hold numbers beyond 1.8e308");
        }
        TrackerPayload read = read(payload, fields, now);
        if (!fields.faults().isEmpty()) {
            throw new PayloadException(fields.faults());
        }
        return read;
    }

    private static TrackerPayload read(JsonNode payload, PayloadFields fields, long now) {
        int before = fields.faults().size();
        ObjectNode source = fields.object(payload, List.of(), "source");
        boolean isObject = fields.faults().size() == before;
        ObjectNode session = fields.object(payload, List.of(), "session");
        ObjectNode profile = fields.object(payload, List.of(), "profile");
        ObjectNode context = fields.object(payload, List.of(), "context");
        ObjectNode properties = fields.object(payload, List.of(), "properties");
        ObjectNode options = fields.object(payload, List.of(), "options");
        return new TrackerPayload(
                isObject ? fields.required(source, List.of("source"), "id") : "",
                Optional.ofNullable(fields.text(session, List.of("session"), "id")),
                Optional.ofNullable(fields.text(profile, List.of("profile"), "id")),
                pass(context),
                EventReader.merged(context, fields.object(session, List.of("session"), "context")),
                new TrackerPayload.Options(
                        options.path("saveSession").asBoolean(true) && EventReader.savesSession(payload),
                        options.path("saveProfile").asBoolean(true),
                        options.path("saveEvents").asBoolean(true),
                        options.path("debugger").asBoolean(false)),
                new EventReader(fields, context, properties, now).read(payload));
    }

    /** Whether every number is one that can be kept as such. */
    private static boolean isFinite(JsonNode node) {
        for (JsonNode child : node) {
            if (!isFinite(child)) {
                return false;
            }
        }
        return !node.isDouble() || Double.isFinite(node.doubleValue());
    }

    /** Whom another domain hands over; what is no such thing is passed over as the rest of the context is. */
    private static Optional<TrackerPayload.Pass> pass(ObjectNode context) {
        JsonNode pass = context.path("tracardi").path("pass");
        PayloadFields fields = new PayloadFields();
        String profile = fields.text(pass, List.of(), "profile");
        String source = fields.text(pass, List.of(), "source");
        return profile == null || source == null || !fields.faults().isEmpty()
                ? Optional.empty()
                : Optional.of(new TrackerPayload.Pass(profile, source));
    }
}
