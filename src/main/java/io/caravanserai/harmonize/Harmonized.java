package io.caravanserai.harmonize;

import io.caravanserai.event.TrackingEvent;
import java.util.List;

/** What became of one raw message. Events of a message with faults are good and to be kept. */
public record Harmonized(List<TrackingEvent> events, List<Warning> warnings, List<Fault> faults) {
    public Harmonized {
        events = List.copyOf(events);
        warnings = List.copyOf(warnings);
        faults = List.copyOf(faults);
    }

    static Harmonized failed(Fault fault) {
        return new Harmonized(List.of(), List.of(), List.of(fault));
    }
}
