package io.caravanserai.behaviour;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import io.caravanserai.http.Faults;
import io.caravanserai.http.HttpAnswer.FieldFault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the fields out of a payload and notes each bad one with its place. Null counts as absent. */
final class PayloadFields {
    private static final int MAX_TEXT = 255;

    private final List<FieldFault> faults = new ArrayList<>();

    List<FieldFault> faults() {
        return faults;
    }

    /** What names something, trimmed: an id or a type; null when absent or blank. */
    @Nullable
    String text(JsonNode owner, List<Object> at, String name) {
        JsonNode value = owner.path(name);
        if (isAbsent(value)) {
            return null;
        }
        List<Object> place = Faults.within(at, name);
        if (!value.isTextual()) {
            fault(place, "type", "must be a string");
            return null;
        }
        String text = value.textValue().strip();
        if (text.length() > MAX_TEXT) {
            fault(place, "value", "must have at most " + MAX_TEXT + " characters");
        } else if (!isText(text)) {
            fault(place, "value", "must have neither control characters nor halves of surrogate pairs");
        }
        return text.isEmpty() ? null : text;
    }

    /** Like {@link #text}, of what cannot do without. */
    String required(JsonNode owner, List<Object> at, String name) {
        int before = faults.size();
        String text = text(owner, at, name);
        if (text == null && faults.size() == before) {
            fault(Faults.within(at, name), "missing", "is required and must not be blank");
        }
        return text == null ? "" : text;
    }

    ObjectNode object(JsonNode owner, List<Object> at, String name) {
        JsonNode value = owner.path(name);
        if (value instanceof ObjectNode object) {
            return object;
        }
        if (!isAbsent(value)) {
            fault(Faults.within(at, name), "type", "must be an object");
        }
        return Json.mapper().createObjectNode();
    }

    List<String> strings(JsonNode owner, List<Object> at, String name) {
        JsonNode values = list(owner, at, name);
        List<String> read = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).isTextual()) {
                read.add(values.get(i).textValue().strip());
            } else {
                fault(Faults.within(at, name, i), "type", "must be a string");
            }
        }
        return read;
    }

    /** A list, empty when absent. */
    JsonNode list(JsonNode owner, List<Object> at, String name) {
        JsonNode values = owner.path(name);
        if (values.isArray()) {
            return values;
        }
        if (!isAbsent(values)) {
            fault(Faults.within(at, name), "type", "must be a list");
        }
        return Json.mapper().createArrayNode();
    }

    /** Milliseconds since 1970; null when absent. */
    @Nullable
    Long time(JsonNode owner, List<Object> at, String name) {
        JsonNode value = owner.path(name);
        if (isAbsent(value)) {
            return null;
        }
        Long read = value.isTextual() ? EventTime.parse(value.textValue().strip()) : null;
        if (read == null) {
            fault(
                    Faults.within(at, name),
                    "value",
                    "must be a date and time of ISO 8601, such as 2026-11-20T10:00:00Z");
        }
        return read;
    }

    void fault(List<Object> at, String type, String message) {
        faults.add(Faults.at(at, type, message));
    }

    static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    /** Whether every store keeps it as it is: PostgreSQL takes no U+0000, and half a surrogate pair is no character. */
    static boolean isText(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }
}
