package io.caravanserai.label.queue;

import io.caravanserai.budget.CallBudget;
import io.caravanserai.budget.Grant;
import io.caravanserai.label.buy.CarrierAnswer;
import io.caravanserai.label.buy.LabelCarrier;
import io.caravanserai.label.buy.LabelOrder;
import io.caravanserai.store.Database;
import io.caravanserai.tracking.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The labels of one account at a carrier, as many at a time as its limits allow. It sleeps until it is woken, a call
 * ends, a limit allows the next, or something becomes due.
 */
final class LabelLane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LabelLane.class);
    /** Finds what other nodes queued, and takes over from a node that is lost. */
    private static final long SWEEP_MILLIS = 1_000;

    private static final long RELOAD_NANOS = Duration.ofMillis(250).toNanos();

    private final LaneSettings settings;
    private final LabelCarrier carrier;
    private final Supplier<LaneShare> share;
    private final Parts parts;
    private final LaneLease lease;
    private final LabelWorkStore store;
    private final Optional<CallBudget> budget;
    private final Turns turns;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicInteger signals = new AtomicInteger();
    private volatile boolean stale = true;
    private volatile boolean closed;
    private volatile long pausedUntil;
    private @Nullable ScheduledFuture<?> planned;
    private long loadedAt = System.nanoTime();

    /**
     * What all lanes share.
     *
     * @param calls runs the calls, as many at once as it is asked to
     * @param news told of messages that became due by new tracking numbers
     * @param settled told of shipments after each call about their labels
     */
    record Parts(
            Database database,
            String node,
            Outbox outbox,
            ExecutorService calls,
            ScheduledExecutorService timer,
            Consumer<List<Outbox.Notification>> news,
            Consumer<String> settled,
            Clock clock) {}

    /** @param share what the other accounts of the same carrier leave to it */
    LabelLane(LaneSettings settings, LabelCarrier carrier, Supplier<LaneShare> share, Parts parts) {
        this.settings = settings;
        this.carrier = carrier;
        this.share = share;
        this.parts = parts;
        this.lease = new LaneLease(parts.database(), settings, parts.node(), parts.clock());
        this.store = new LabelWorkStore(parts.database(), settings, lease, parts.outbox(), parts.clock());
        this.budget =
                settings.rate().map(rate -> new CallBudget(parts.database(), settings.account(), rate, parts.clock()));
        this.turns = new Turns(settings.cutOffs(), settings.priorities());
    }

    LaneSettings settings() {
        return settings;
    }

    boolean takesBack() {
        return carrier.takesBack();
    }

    /** There may be something to do. */
    void wake() {
        stale = true;
        run();
    }

    private void run() {
        if (signals.getAndIncrement() == 0) {
            try {
                parts.calls().execute(this::proceed);
            } catch (RejectedExecutionException e) {
                closed = true; // the hub stops; the store has it all
            }
        }
    }

    private void proceed() {
        int seen;
        do {
            seen = signals.get();
            try {
                begin();
            } catch (RuntimeException e) {
                LOG.warn("labels wait for the store carrier={} reason={}", settings.account(), e.toString());
                runIn(SWEEP_MILLIS);
            }
        } while (!signals.compareAndSet(seen, 0));
    }

    private void begin() {
        OptionalLong fence = closed ? OptionalLong.empty() : lease.hold();
        if (fence.isEmpty()) {
            runIn(SWEEP_MILLIS);
            return;
        }
        while (!closed && underWay.size() < settings.maxInFlight()) {
            refill();
            long now = parts.clock().millis();
            if (turns.isEmpty()) {
                // what is due already is under way
                long due = store.nextDue(share.get()).filter(at -> at > now).orElse(now + SWEEP_MILLIS);
                runIn(Math.min(SWEEP_MILLIS, due - now));
                return;
            }
            long free = free(now);
            if (free > now) {
                runIn(Math.min(SWEEP_MILLIS, free - now));
                return;
            }
            turns.take(now).ifPresent(work -> start(work, fence.getAsLong()));
        }
        runIn(SWEEP_MILLIS);
    }

    /** Takes the right to make one call, or says when to ask again. */
    private long free(long now) {
        if (pausedUntil > now || budget.isEmpty()) {
            return pausedUntil;
        }
        return budget.get().take() instanceof Grant.Refused refused
                ? refused.until().toEpochMilli()
                : now;
    }

    /** New work is seen at once when nothing else waits, else soon. */
    private void refill() {
        if (turns.isEmpty() || (stale && System.nanoTime() - loadedAt > RELOAD_NANOS)) {
            stale = false;
            turns.fill(store.load(share.get()).stream()
                    .filter(work -> !underWay.contains(work.id()))
                    .toList());
            loadedAt = System.nanoTime();
        }
    }

    private void start(LabelWork work, long fence) {
        underWay.add(work.id());
        parts.calls().execute(() -> {
            try {
                perform(work, fence);
            } catch (InterruptedException e) {
                // the hub stops in the middle of a call: the next owner of the lane looks it up
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.warn("what came of a label is looked up again label={} reason={}", work.id(), e.toString());
                lease.renew();
            } finally {
                underWay.remove(work.id());
                run();
            }
        });
    }

    private void perform(LabelWork work, long fence) throws InterruptedException {
        long before = System.nanoTime();
        Optional<LabelOrder> order = store.begin(work, fence);
        if (order.isEmpty()) {
            return;
        }
        CarrierAnswer answer = System.nanoTime() - before > latest()
                ? new CarrierAnswer.Unsent("the hub was held up before the call")
                : call(work, order.get());
        if (answer instanceof CarrierAnswer.Throttled throttled) {
            pausedUntil = parts.clock().millis() + throttled.pause().toMillis();
            budget.ifPresent(
                    calls -> calls.pause(throttled.pause(), "the carrier asked for a pause of " + throttled.pause()));
        }
        parts.news().accept(store.settle(order.get(), work, answer, fence));
        parts.settled().accept(work.shipmentId());
    }

    /** A call begun later might reach the carrier when another owner of the lane has looked up that there was none. */
    private long latest() {
        Duration settle = settings.retries().settle();
        return settle.isZero() ? Long.MAX_VALUE : settle.toNanos() / 4;
    }

    private CarrierAnswer call(LabelWork work, LabelOrder order) throws InterruptedException {
        try {
            return carrier.call(work.purchase().step().orElseThrow(), order);
        } catch (RuntimeException e) {
            LOG.warn("a label call failed carrier={} label={}", settings.account(), work.id(), e);
            return new CarrierAnswer.Doubtful(e.toString());
        }
    }

    /** Replaces what was planned before; only {@link #proceed} calls it, one thread at a time. */
    private void runIn(long millis) {
        if (planned != null) {
            planned.cancel(false);
        }
        try {
            if (!closed) {
                planned = parts.timer().schedule(this::run, millis, TimeUnit.MILLISECONDS);
            }
        } catch (RejectedExecutionException e) {
            closed = true; // the hub stops
        }
    }

    /** Lets another node take over at once; called when no call is under way. */
    void giveBack() {
        lease.giveBack();
    }

    /** Begins no more calls; those under way end by themselves, or are looked up by the next owner. */
    @Override
    public void close() {
        closed = true;
    }
}
