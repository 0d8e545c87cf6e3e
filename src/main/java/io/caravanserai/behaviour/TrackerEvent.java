package io.caravanserai.behaviour;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * One event as it is kept.
 *
 * @param id the sender's in lower case, else a random one
 * @param type lower case, with a hyphen for each space
 * @param name the type as it was sent
 * @param created when it happened, milliseconds since 1970
 * @param properties what the sender says about it; what the whole payload says stands in where it says nothing
 * @param context circumstances, the payload's among them
 * @param system whether the hub made it
 * @param valid whether it fits the schema of its type
 * @param robot whether a robot sent it
 * @param save whether it is to be kept at all
 */
public record TrackerEvent(
        String id,
        String type,
        String name,
        long created,
        ObjectNode properties,
        ObjectNode context,
        List<String> tags,
        boolean system,
        boolean valid,
        boolean robot,
        boolean save) {
    public TrackerEvent {
        tags = List.copyOf(tags);
    }

    /** The form in which a type is kept, whatever its sender writes. */
    static String type(String name) {
        return name.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    TrackerEvent marked(boolean fits, boolean byRobot) {
        return new TrackerEvent(id, type, name, created, properties, context, tags, system, fits, byRobot, save);
    }
}
