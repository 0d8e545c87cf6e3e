package io.caravanserai.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where tracker payloads belong at a server that speaks Tracardi's language.
 *
 * @param sourceId id of the event source there, which must believe the profile it is told
 * @param profileKey key of the shipment's meta data whose value is the profile; null when each shipment is one
 */
record TrackerTarget(String sourceId, @Nullable String profileKey) {
    /** What subscribers call the form of the messages. */
    static final String FORMAT = "tracardi";

    /** Path of such a server that takes payloads. */
    static final String PATH = "/track";

    private static final String HUB_FORMAT = "hub";
    private static final List<String> FORMATS = List.of(HUB_FORMAT, FORMAT);
    private static final List<String> FIELDS = List.of("source_id", "profile_key");
    /** As long as ids of sources are at most here, and keys of meta data. */
    private static final int LONGEST_SOURCE = 255;

    private static final int LONGEST_KEY = 100;

    TrackerTarget {
        Objects.requireNonNull(sourceId, "tracker: source_id is required");
    }

    /** What subscribers call the form of messages to a target; null for the hub's own. */
    static String format(@Nullable TrackerTarget target) {
        return target == null ? HUB_FORMAT : FORMAT;
    }

    /**
     * Reads {@code format} and {@code tracker} of a wish to subscribe; empty when the hub's own form is wanted.
     *
     * @param faults told what cannot be used
     */
    static Optional<TrackerTarget> parse(JsonNode wish, Subscription.Kind kind, FieldFaults faults) {
        JsonNode format = wish.path("format");
        JsonNode tracker = wish.path("tracker");
        if (!isAbsent(format) && !FORMATS.contains(format.asText())) {
            faults.add("value", "format", "It must be one of " + String.join(", ", FORMATS) + ".");
        } else if (format.asText().equals(FORMAT)) {
            if (kind != Subscription.Kind.TRACKING) {
                faults.add("value", "format", "Only tracking subscriptions can have format " + FORMAT + ".");
            }
            return parse(tracker, faults);
        } else if (!isAbsent(tracker)) {
            faults.add("value", "tracker", "It belongs to format " + FORMAT + ": add that or leave it out.");
        }
        return Optional.empty();
    }

    private static Optional<TrackerTarget> parse(JsonNode tracker, FieldFaults faults) {
        if (!tracker.isObject()) {
            faults.add(
                    isAbsent(tracker) ? "missing" : "type",
                    "tracker",
                    "Format " + FORMAT + " needs an object with source_id, the event source at the receiver.");
            return Optional.empty();
        }
        faults.unknownFields(tracker, "tracker", FIELDS);
        if (isAbsent(tracker.path("source_id"))) {
            faults.add("missing", "tracker.source_id", "The id of the event source at the receiver is required.");
        }
        String source = text(tracker, "source_id", LONGEST_SOURCE, faults);
        String key = text(tracker, "profile_key", LONGEST_KEY, faults);
        return Optional.ofNullable(source).map(id -> new TrackerTarget(id, key));
    }

    private static @Nullable String text(JsonNode tracker, String name, int longest, FieldFaults faults) {
        JsonNode value = tracker.path(name);
        if (isAbsent(value)) {
            return null;
        }
        String text = value.asText().trim();
        if (!value.isTextual()
                || text.isEmpty()
                || text.length() > longest
                || !text.codePoints().allMatch(TrackerTarget::isKeepable)) {
            faults.add(
                    "value",
                    "tracker." + name,
                    "It must be text of 1 to " + longest + " characters, none of them a control character.");
            return null;
        }
        return text;
    }

    /** Databases keep no NUL and no half of a surrogate pair. */
    private static boolean isKeepable(int character) {
        return !Character.isISOControl(character) && Character.getType(character) != Character.SURROGATE;
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
