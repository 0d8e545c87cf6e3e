package io.caravanserai.delivery;

import io.caravanserai.store.Leases;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one subscription's messages: reads what is due in batches, keeps so many calls in flight as the customer allows,
 * begins no more of them in a second than he allows, and hands the results on. A call is in flight until its result is
 * durable, so that a hub that dies repeats no more messages than may be in flight. Everything a lane knows is in the
 * store; dropping one loses nothing.
 */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final Duration STORE_RETRY = Duration.ofSeconds(1);
    private static final Duration AFTER_GONE = Duration.ofMinutes(1);

    /**
     * What all lanes share.
     *
     * @param later runs something after a while
     * @param idle told when a lane has nothing to do
     * @param cap calls in flight at once unless the subscription says otherwise
     */
    record Shared(
            LaneStore store,
            Leases leases,
            WebhookSender sender,
            ResultWriter results,
            RetrySchedule schedule,
            MemoryBudget budget,
            Executor workers,
            BiConsumer<Duration, Runnable> later,
            Consumer<Lane> idle,
            Clock clock,
            int cap) {}

    private final String id;
    private final Shared shared;

    // all below guarded by this
    private final Circuit circuit = new Circuit();
    private final Deque<LaneStore.Message> loaded = new ArrayDeque<>();
    /** Loaded, on their way, or sent and not yet durably settled: the store still shows them as waiting. */
    private final Set<String> known = new HashSet<>();

    private final LanePace pace = new LanePace(System.nanoTime());
    /** Under which all that is loaded was read. */
    private long fence;

    private @Nullable Subscription subscription;
    private boolean more;
    private boolean loading;
    /** Whether a timer will go on at the lane's pace, or look whether it can be forgotten. */
    private boolean pacing;

    private boolean resting;
    /** What is being loaded was read before the subscription changed. */
    private boolean stale;

    private boolean closed;

    Lane(String id, Shared shared) {
        this.id = id;
        this.shared = shared;
    }

    String id() {
        return id;
    }

    /** There may be something to send, to be looked for at the next {@link #proceed()}. */
    synchronized void mark() {
        more = true;
    }

    /** The result of this one is durable: what waited behind it may go. */
    void settled(String deliveryId) {
        synchronized (this) {
            known.remove(deliveryId);
            more = true;
        }
        proceed();
    }

    /** The subscription has changed: nothing that was read before is sent, and what failed before says nothing now. */
    void reload() {
        synchronized (this) {
            circuit.reset();
            stale = loading;
            putBack();
        }
        proceed();
    }

    /** Sends nothing more; calls already open go on. */
    synchronized void close() {
        closed = true;
        putBack();
    }

    synchronized boolean isIdle() {
        return known.isEmpty()
                && !more
                && !loading
                && pace.restNanos(System.nanoTime()) == 0
                && circuit.healthy(shared.clock().millis());
    }

    synchronized boolean hasOpenCalls() {
        return inFlight() > 0;
    }

    private int inFlight() {
        return known.size() - loaded.size();
    }

    /** Sends what is loaded and may go, and has more loaded when that runs low. */
    void proceed() {
        for (LaneStore.Message next = next(); next != null; next = next()) {
            send(next);
        }
        if (shouldLoad()) {
            shared.workers().execute(this::load);
        }
    }

    /** A node that was stopped for a while finds here that others may have gone on with the lane. */
    private synchronized LaneStore.@Nullable Message next() {
        if (!loaded.isEmpty() && !shared.leases().has(id, fence)) {
            putBack();
        }
        boolean open = !closed
                && !loaded.isEmpty()
                && circuit.waitMillis(shared.clock().millis()) == 0
                && inFlight() < circuit.allowed(cap());
        if (!open || tooSoon()) {
            return null;
        }
        pace.take(System.nanoTime());
        return loaded.poll();
    }

    private boolean tooSoon() {
        long wait = pace.waitNanos(System.nanoTime());
        if (wait > 0 && !pacing) {
            pacing = true;
            shared.later().accept(Duration.ofNanos(wait), this::goOn);
        }
        return wait > 0;
    }

    private void goOn() {
        synchronized (this) {
            pacing = false;
        }
        proceed();
    }

    private synchronized boolean shouldLoad() {
        boolean wanted = more
                && !closed
                && !loading
                && loaded.size() <= ahead() / 4
                && circuit.waitMillis(shared.clock().millis()) == 0;
        loading = loading || wanted;
        return wanted;
    }

    /** Messages to have at hand. */
    private int ahead() {
        return pace.ahead(2 * circuit.allowed(cap()));
    }

    private int cap() {
        Integer own = subscription == null ? null : subscription.maxInFlight();
        return own == null ? shared.cap() : own;
    }

    private void load() {
        Duration pause = Duration.ZERO;
        try {
            loadBatch();
        } catch (RuntimeException e) {
            LOG.error("webhooks to send could not be read and are tried again lane={}", id, e);
            pause = STORE_RETRY;
        }
        synchronized (this) {
            loading = false;
            more = more || !pause.isZero();
        }
        if (pause.isZero()) {
            proceed();
            rest();
        } else {
            shared.later().accept(pause, this::proceed);
        }
    }

    /** Offers to be forgotten, once nothing it did lately counts any more. */
    private void rest() {
        long rest;
        synchronized (this) {
            rest = pace.restNanos(System.nanoTime());
            if (rest > 0 && resting) {
                return;
            }
            resting = rest > 0;
        }
        if (rest == 0) {
            shared.idle().accept(this);
        } else {
            shared.later().accept(Duration.ofNanos(rest), this::rested);
        }
    }

    private void rested() {
        synchronized (this) {
            resting = false;
        }
        rest();
    }

    private void loadBatch() {
        Set<String> skip;
        int want;
        boolean empty;
        synchronized (this) {
            // results settled during the query still look waiting to it, so what was known before it began counts
            skip = Set.copyOf(known);
            want = Math.max(1, ahead() - loaded.size());
            empty = known.isEmpty();
            more = false;
        }
        OptionalLong held = shared.leases().hold(id);
        if (held.isEmpty()) {
            return;
        }
        Room room = new Room(shared.budget(), empty);
        try {
            LaneStore.Load load = shared.store().load(id, want, skip, room);
            if (load.subscription().isEmpty()) {
                shared.store().cancelPending(id);
                return;
            }
            accept(load, held.getAsLong());
            room.keep();
        } finally {
            room.giveBack();
        }
    }

    private synchronized void accept(LaneStore.Load load, long under) {
        if (fence != under) {
            putBack();
        }
        fence = under;
        Subscription served = load.subscription().orElseThrow();
        subscription = served;
        pace.limit(served.options().maxPerSecond());
        for (LaneStore.Message message : load.messages()) {
            known.add(message.id());
            loaded.add(message);
        }
        more = more || load.full();
        if (closed || stale || circuit.waitMillis(shared.clock().millis()) > 0) {
            putBack();
        }
        stale = false;
    }

    private void send(LaneStore.Message message) {
        Subscription to;
        long under;
        synchronized (this) {
            to = subscription;
            under = fence;
        }
        if (to == null) {
            throw new IllegalStateException("lane " + id + " has a message but no subscription");
        }
        Future<Attempt> call = shared.sender()
                .send(new WebhookSender.Letter(to, message.id(), message.attempts(), message.body(), message.event()));
        call.onSuccess(attempt -> answered(message, under, attempt));
    }

    private void answered(LaneStore.Message message, long under, Attempt attempt) {
        long now = shared.clock().millis();
        int tries = message.tries() + 1;
        Outcome outcome = shared.schedule().after(attempt, tries, now);
        long pause;
        synchronized (this) {
            shared.budget().release(message.body().length);
            judge(attempt, outcome, now);
            pause = circuit.waitMillis(now);
            if (pause > 0) {
                putBack();
            }
        }
        if (pause > 0) {
            shared.later().accept(Duration.ofMillis(pause), this::proceed);
        }
        shared.results().add(new Settled(id, under, message.id(), message.attempts() + 1, tries, attempt, outcome));
        proceed();
    }

    private void judge(Attempt attempt, Outcome outcome, long now) {
        if (attempt.endpointAlive()) {
            circuit.succeeded();
        } else {
            circuit.failed(now);
        }
        if (attempt.endpointAsksToWait()) {
            circuit.pause(now, Duration.ofMillis(attempt.retryAfterMillis()));
        }
        if (outcome instanceof Outcome.Gone) {
            // until the result is durable the store still shows the subscription as active
            circuit.pause(now, AFTER_GONE);
        }
    }

    /** A lane that must wait holds no bodies. */
    private void putBack() {
        for (LaneStore.Message message : loaded) {
            known.remove(message.id());
            shared.budget().release(message.body().length);
        }
        loaded.clear();
        more = true;
    }

    /** Counts what one load took of the memory, to give it back when the load fails. */
    private static final class Room implements LaneStore.Room {
        private final MemoryBudget budget;
        private boolean first;
        private long taken;

        Room(MemoryBudget budget, boolean first) {
            this.budget = budget;
            this.first = first;
        }

        @Override
        public boolean take(long bytes) {
            boolean room = budget.take(bytes, first);
            first = false;
            taken += room ? bytes : 0;
            return room;
        }

        void keep() {
            taken = 0;
        }

        void giveBack() {
            budget.release(taken);
        }
    }
}
