package io.caravanserai.harmonize;

import java.util.Locale;

/** Why an event's time has the offset it has. */
public enum TimeBasis {
    /** The carrier gave the offset, or the same moment in UTC. */
    OFFSET,
    /** The zone follows from the place of the event, or the carrier always reports in it. */
    ZONE,
    /** The mapping assumes the zone. */
    ASSUMED_ZONE,
    /** Nothing tells; printed with +00:00 and a warning. */
    UNKNOWN;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** As in the event object. */
    public String label() {
        return label;
    }
}
