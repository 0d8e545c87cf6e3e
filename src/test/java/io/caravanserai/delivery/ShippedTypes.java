package io.caravanserai.delivery;

import io.caravanserai.harmonize.EventCodes;
import io.caravanserai.harmonize.TrackerEventTypes;
import io.caravanserai.mapping.MappingException;
import java.nio.file.Path;

/** The types of tracker events that come with the hub. */
final class ShippedTypes {
    private static final Path HARMONIZED = Path.of("edi-mappings/harmonized");

    private ShippedTypes() {}

    static TrackerEventTypes get() {
        try {
            EventCodes codes = EventCodes.load(HARMONIZED.resolve("event-codes.csv"));
            return TrackerEventTypes.load(HARMONIZED.resolve("tracker-event-types.csv"), codes);
        } catch (MappingException e) {
            throw new AssertionError("the table that comes with the hub has a fault", e);
        }
    }
}
