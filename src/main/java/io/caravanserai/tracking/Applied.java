package io.caravanserai.tracking;

import io.caravanserai.event.TrackingEvent;
import java.util.List;

/**
 * What became of a batch of events.
 *
 * @param notifications to be published after the commit, which is done
 * @param failures events that could not be kept; each belongs in a dead letter
 * @param kept those that were new
 * @param duplicates how many were known already
 */
public record Applied(
        List<Outbox.Notification> notifications, List<Failure> failures, List<TrackingEvent> kept, int duplicates) {
    static final Applied NOTHING = new Applied(List.of(), List.of(), List.of(), 0);

    public Applied {
        notifications = List.copyOf(notifications);
        failures = List.copyOf(failures);
        kept = List.copyOf(kept);
    }

    /** How many were new. */
    public int stored() {
        return kept.size();
    }

    /** An event the store cannot keep, and why. */
    public record Failure(TrackingEvent event, String reason) {}
}
