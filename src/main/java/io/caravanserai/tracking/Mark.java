package io.caravanserai.tracking;

import io.caravanserai.event.TrackingEvent;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What the order of events needs of one event. Later means: an event that moves a shipment before one that does not,
 * then the later instant, then the higher rank, then the id, so that any two events have an order.
 *
 * @param moves whether the event says where the shipment stands; a notice to the recipient does not
 */
record Mark(
        String id,
        long at,
        int rank,
        boolean moves,
        boolean terminal,
        String milestone,
        String code,
        @Nullable String subCode)
        implements Comparable<Mark> {
    private static final Comparator<Mark> ORDER = Comparator.comparing(Mark::moves)
            .thenComparingLong(Mark::at)
            .thenComparingInt(Mark::rank)
            .thenComparing(Mark::id);

    static Mark of(TrackingEvent event) {
        TrackingEvent.Codes.Gluey gluey = event.event().codes().gluey();
        boolean claim =
                gluey.milestone().equals("post_delivery") && gluey.code().equals("claim");
        return new Mark(
                event.event().id(),
                event.occurredAt(),
                event.rank(),
                event.rank() > 0 || claim,
                event.terminal(),
                gluey.milestone(),
                gluey.code(),
                gluey.subCode());
    }

    /** The goods are with the recipient, or proven to be. */
    boolean handsOver() {
        return terminal && (milestone.equals("delivery") || milestone.equals("post_delivery"));
    }

    /** Returns, proofs and claims: what can still happen to goods that were delivered. */
    boolean countsAfterDelivery() {
        return moves
                && (milestone.equals("post_delivery")
                        || milestone.equals("return_to_sender")
                        || milestone.equals("return_centre"));
    }

    @Override
    public int compareTo(Mark other) {
        return ORDER.compare(this, other);
    }
}
