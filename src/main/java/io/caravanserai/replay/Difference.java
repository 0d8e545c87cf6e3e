package io.caravanserai.replay;

import io.caravanserai.event.TrackingEvent;
import io.caravanserai.harmonize.Reissue;
import io.caravanserai.tracking.KeptEvents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** What reading a raw message again makes of one event. */
sealed interface Difference {
    /** What is to be told because of it, or null. */
    default @Nullable TrackingEvent news() {
        return null;
    }

    /** It says what the kept one says. */
    record Unchanged(TrackingEvent event) implements Difference {}

    /**
     * It says something else.
     *
     * @param reissued with {@code replaces}, as it is to be published
     */
    record Changed(TrackingEvent old, TrackingEvent reissued) implements Difference {
        @Override
        public TrackingEvent news() {
            return reissued;
        }
    }

    /** Nothing was made of it before. */
    record Added(TrackingEvent event) implements Difference {
        @Override
        public TrackingEvent news() {
            return event;
        }
    }

    /** It was made before and is not any more. */
    record Vanished(TrackingEvent old) implements Difference {}

    /**
     * Compares what a message gives now with what was kept of it. An event that another message told first is left to
     * that one: carriers repeat events, and later answers may say more.
     *
     * @param inboundId the raw message's id
     */
    static List<Difference> of(String inboundId, List<TrackingEvent> now, KeptEvents kept) {
        List<Difference> differences = new ArrayList<>();
        Map<String, TrackingEvent> left = new LinkedHashMap<>();
        kept.madeOf(inboundId).forEach(event -> left.put(event.event().id(), event));
        List<TrackingEvent> unknown = new ArrayList<>();
        for (TrackingEvent event : now) {
            TrackingEvent current = kept.current(event.event().id()).orElse(null);
            if (current == null) {
                unknown.add(event);
            } else if (left.remove(current.event().id()) != null) {
                differences.add(compare(current, event, true));
            }
        }
        // a corrected time or code gives an event another id: it is still the one that was told
        pair(unknown, left, Difference::haveSameCode, differences);
        pair(unknown, left, Difference::haveSameTime, differences);
        unknown.forEach(event -> differences.add(new Added(event)));
        left.values().forEach(old -> differences.add(new Vanished(old)));
        return differences;
    }

    private static void pair(
            List<TrackingEvent> unknown,
            Map<String, TrackingEvent> left,
            BiPredicate<TrackingEvent, TrackingEvent> belong,
            List<Difference> differences) {
        for (TrackingEvent event : List.copyOf(unknown)) {
            left.values().stream()
                    .filter(old -> old.carrierTrackingId().equals(event.carrierTrackingId()))
                    .filter(old -> belong.test(old, event))
                    .findFirst()
                    .ifPresent(old -> {
                        unknown.remove(event);
                        left.remove(old.event().id());
                        differences.add(compare(old, event, false));
                    });
        }
    }

    private static boolean haveSameCode(TrackingEvent a, TrackingEvent b) {
        return a.event().codes().carrier().equals(b.event().codes().carrier());
    }

    private static boolean haveSameTime(TrackingEvent a, TrackingEvent b) {
        return a.occurredAt() == b.occurredAt();
    }

    private static Difference compare(TrackingEvent old, TrackingEvent now, boolean isIdTaken) {
        return Reissue.isSame(old, now) ? new Unchanged(old) : new Changed(old, Reissue.of(old, now, isIdTaken));
    }
}
