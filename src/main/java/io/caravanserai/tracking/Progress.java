package io.caravanserai.tracking;

import io.caravanserai.event.TrackingEvent;
import org.jspecify.annotations.Nullable;

/**
 * The few events of one tracking number from which its status follows. Adding events in any order, any number of times,
 * gives the same progress: each part is a maximum or a minimum.
 *
 * @param latest the latest event of all
 * @param handedOver the earliest event that hands the goods over; later ones move the shipment only when they are
 *     returns, proofs or claims
 * @param afterwards the latest return, proof or claim
 * @param newestAt instant of the newest event of any kind, milliseconds since 1970
 * @param newestRank the highest rank at that instant
 */
record Progress(
        @Nullable Mark latest, @Nullable Mark handedOver, @Nullable Mark afterwards, long newestAt, int newestRank) {
    static final Progress NONE = new Progress(null, null, null, Long.MIN_VALUE, 0);

    Progress with(Mark mark) {
        Progress seen = seen(mark);
        return new Progress(
                later(latest, mark),
                mark.handsOver() && (handedOver == null || mark.compareTo(handedOver) < 0) ? mark : handedOver,
                mark.countsAfterDelivery() ? later(afterwards, mark) : afterwards,
                seen.newestAt,
                seen.newestRank);
    }

    /** Remembers the time of an event that does not count since another one replaces it. */
    Progress seen(Mark mark) {
        boolean newer = mark.at() > newestAt || (mark.at() == newestAt && mark.rank() > newestRank);
        return newer ? new Progress(latest, handedOver, afterwards, mark.at(), mark.rank()) : this;
    }

    /** Whether a later event came first. At one instant only ranks that move a shipment have an order. */
    boolean isPast(Mark mark) {
        return mark.at() < newestAt || (mark.at() == newestAt && mark.moves() && mark.rank() < newestRank);
    }

    static Progress of(Iterable<TrackingEvent> events) {
        Progress progress = NONE;
        for (TrackingEvent event : events) {
            progress = progress.with(Mark.of(event));
        }
        return progress;
    }

    /** The event that says where the shipment stands; null when there is none yet. */
    @Nullable
    Mark status() {
        if (handedOver == null) {
            return latest;
        }
        return afterwards != null && afterwards.compareTo(handedOver) > 0 ? afterwards : handedOver;
    }

    /** Whether the journey is over: a claim or a proof about delivered goods does not begin a new one. */
    boolean ended() {
        Mark status = status();
        if (status == null) {
            return false;
        }
        boolean onlyTalk =
                status.milestone().equals("post_delivery") && !status.code().equals("refused");
        return status.terminal() || (handedOver != null && onlyTalk);
    }

    private static Mark later(@Nullable Mark a, Mark b) {
        return a == null || b.compareTo(a) > 0 ? b : a;
    }
}
