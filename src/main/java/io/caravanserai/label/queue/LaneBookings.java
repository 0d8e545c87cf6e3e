package io.caravanserai.label.queue;

import io.caravanserai.budget.CallBudget;
import io.caravanserai.label.buy.LabelOrder;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Chooses the labels of a lane whose calls are next, counts the calls against the carrier's limits and makes their
 * beginning durable, several in one transaction. One thread at a time books; any may ask when.
 */
final class LaneBookings {
    /** Finds what other nodes queued, and takes over from a node that is lost. */
    static final long SWEEP_MILLIS = 1_000;

    /** Others wait for the store's writer meanwhile. */
    private static final int TOGETHER = 128;

    private static final long RELOAD_MILLIS = 250;
    /** Looking for work takes no more than a tenth of the time, however much there is. */
    private static final long REST = 10;

    private final LaneLease lease;
    private final LabelWorkStore store;
    private final WaitingLabels waiting;
    private final Optional<CallBudget> budget;
    private final Turns turns;
    private final Duration ahead;
    private final Supplier<LaneShare> share;
    private final Set<String> underWay;
    private final Clock clock;
    private volatile boolean stale = true;
    private volatile boolean more;
    private volatile long heldAt;
    private volatile long reloadAt;
    private volatile long idleUntil;
    private volatile long limitedUntil;
    private volatile long pausedUntil;

    /**
     * @param ahead how long before its moment a call may be begun
     * @param underWay ids of labels that are begun; those that it begins are added
     */
    LaneBookings(
            LaneLease lease,
            LabelWorkStore store,
            WaitingLabels waiting,
            Optional<CallBudget> budget,
            Turns turns,
            Duration ahead,
            Supplier<LaneShare> share,
            Set<String> underWay,
            Clock clock) {
        this.lease = lease;
        this.store = store;
        this.waiting = waiting;
        this.budget = budget;
        this.turns = turns;
        this.ahead = ahead;
        this.share = share;
        this.underWay = underWay;
        this.clock = clock;
    }

    /** There may be work that is not known yet. */
    void wake() {
        stale = true;
    }

    /** When booking may bring something. */
    long nextAt() {
        long known = more ? 0 : stale ? reloadAt : idleUntil;
        return Math.max(Math.max(limitedUntil, pausedUntil), known);
    }

    /** Whether booking is due for the lease alone, which must be held while calls are under way. */
    boolean holdIsDue(long now) {
        return Math.abs(now - heldAt) >= SWEEP_MILLIS;
    }

    /** Nothing is to be booked until then. */
    void pause(long until) {
        pausedUntil = Math.max(pausedUntil, until);
    }

    /** Holds the lease, and books at most so many calls if it is time; {@link #nextAt} tells when to do it again. */
    List<Departure> book(int most) {
        long now = clock.millis();
        heldAt = now;
        OptionalLong fence = lease.hold();
        if (fence.isEmpty()) {
            more = false;
            reloadAt = now + SWEEP_MILLIS;
            idleUntil = now + SWEEP_MILLIS;
            return List.of();
        }
        if (most == 0 || nextAt() > now) {
            return List.of();
        }
        refill(now);
        more = !turns.isEmpty();
        if (!more) {
            // what is due already is under way
            idleUntil = Math.min(now + SWEEP_MILLIS, waiting.nextDue().orElse(Long.MAX_VALUE));
            return List.of();
        }
        try {
            return begin(turns.next(now, Math.min(most, TOGETHER)), fence.getAsLong());
        } catch (RuntimeException e) {
            // what is begun is not known: taken anew, the lane looks it up
            lease.renew();
            throw e;
        }
    }

    private List<Departure> begin(List<LabelWork> next, long fence) {
        long before = System.nanoTime();
        LabelWorkStore.Begun begun = store.begin(next, fence, budget, ahead);
        turns.took(next.subList(0, begun.counted()));
        limitedUntil = Math.min(begun.askAgainAt(), clock.millis() + SWEEP_MILLIS);
        List<LabelOrder> orders = store.orders(begun.works());
        List<Departure> departures = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            underWay.add(begun.works().get(i).id());
            departures.add(new Departure(
                    begun.works().get(i), orders.get(i), fence, begun.moments().get(i), before));
        }
        return departures;
    }

    /** New work is seen at once when nothing else waits, else soon. */
    private void refill(long now) {
        if (turns.isEmpty() || (stale && now >= reloadAt + RELOAD_MILLIS)) {
            stale = false;
            long began = System.nanoTime();
            turns.fill(waiting.load(share.get()).stream()
                    .filter(work -> !underWay.contains(work.id()))
                    .toList());
            reloadAt = clock.millis() + REST * (System.nanoTime() - began) / 1_000_000;
        }
    }
}
