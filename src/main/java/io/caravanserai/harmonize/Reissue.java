package io.caravanserai.harmonize;

import io.caravanserai.event.Json;
import io.caravanserai.event.TrackingEvent;
import java.util.List;

/** When a corrected mapping says something else of an event that was told before. */
public final class Reissue {
    private Reissue() {}

    /** Whether both tell a customer the same; when they were made, and by which row, is left out. */
    public static boolean isSame(TrackingEvent a, TrackingEvent b) {
        return content(a).equals(content(b));
    }

    /**
     * The event that stands for {@code old} from now on. When its id is taken by an event that is kept, it gets another
     * one, which follows from the old one and the new content: making it twice makes the same event.
     */
    public static TrackingEvent of(TrackingEvent old, TrackingEvent corrected, boolean isIdTaken) {
        String replaced = old.event().id();
        String id = isIdTaken
                ? EventId.of(replaced + '|' + content(corrected))
                : corrected.event().id();
        return corrected.reissued(id, replaced);
    }

    private static String content(TrackingEvent event) {
        TrackingEvent.Event told = event.event();
        return Json.text(List.of(
                event.carrierTrackingId(),
                event.carrierReferences(),
                told.eventTime().carrierUtc(),
                told.codes(),
                told.location(),
                told.carrierMetaData(),
                told.other(),
                String.valueOf(told.eta()),
                String.valueOf(told.reason()),
                told.timeBasis()));
    }
}
