package io.caravanserai.label.queue;

import io.caravanserai.budget.CallBudget;
import io.caravanserai.label.buy.CarrierAnswer;
import io.caravanserai.label.buy.LabelCall;
import io.caravanserai.label.buy.LabelCarrier;
import io.caravanserai.store.Database;
import io.caravanserai.tracking.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
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

    /** A first call that hangs holds up others no longer. */
    private static final long WARM_UP_NANOS = Duration.ofSeconds(5).toNanos();

    private final LaneSettings settings;
    private final LabelCarrier carrier;
    private final Parts parts;
    private final LaneLease lease;
    private final LabelWorkStore store;
    private final Optional<CallBudget> budget;
    private final LaneBookings bookings;
    private final Departures departures;
    private final RecentCalls recent;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicInteger calling = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicBoolean booking = new AtomicBoolean();
    private final AtomicInteger signals = new AtomicInteger();
    private volatile long firstAt;
    private volatile boolean closed;
    private volatile long pausedUntil;
    private @Nullable ScheduledFuture<?> planned;

    /**
     * What all lanes share.
     *
     * @param calls runs the calls, as many at once as it is asked to
     * @param news told of messages that became due by new tracking numbers
     * @param settled told of shipments after each call about their labels
     * @param nanoTime by which leases are counted
     */
    record Parts(
            Database database,
            String node,
            Outbox outbox,
            ExecutorService calls,
            ScheduledExecutorService timer,
            Consumer<List<Outbox.Notification>> news,
            Consumer<String> settled,
            Clock clock,
            LongSupplier nanoTime) {}

    /** @param share what the other accounts of the same carrier leave to it */
    LabelLane(LaneSettings settings, LabelCarrier carrier, Supplier<LaneShare> share, Parts parts) {
        this.settings = settings;
        this.carrier = carrier;
        this.parts = parts;
        this.lease = new LaneLease(parts.database(), settings, parts.node(), parts.clock(), parts.nanoTime());
        this.store = new LabelWorkStore(parts.database(), settings, lease, parts.outbox(), parts.clock());
        this.budget =
                settings.rate().map(rate -> new CallBudget(parts.database(), settings.account(), rate, parts.clock()));
        Duration ahead = ahead(settings.retries().settle());
        this.bookings = new LaneBookings(
                lease,
                store,
                new WaitingLabels(parts.database(), settings.account(), parts.clock()),
                budget,
                new Turns(settings.cutOffs(), settings.priorities()),
                ahead,
                share,
                underWay,
                parts.clock());
        this.departures = new Departures(settings.rate());
        this.recent = new RecentCalls(ahead);
    }

    /** Well within {@link #latest}; what is begun when the hub is killed has to be looked up, so it is not much. */
    private static Duration ahead(Duration settle) {
        Duration part = settle.dividedBy(8);
        return settle.isZero() || part.compareTo(CallBudget.MOST_AHEAD) > 0 ? CallBudget.MOST_AHEAD : part;
    }

    LaneSettings settings() {
        return settings;
    }

    boolean takesBack() {
        return carrier.takesBack();
    }

    /** There may be something to do. */
    void wake() {
        bookings.wake();
        run();
    }

    private void run() {
        if (signals.getAndIncrement() == 0) {
            execute(this::proceed);
        }
    }

    private void execute(Runnable work) {
        try {
            parts.calls().execute(work);
        } catch (RejectedExecutionException e) {
            closed = true; // the hub stops; the store has it all
        }
    }

    private void proceed() {
        int seen;
        do {
            seen = signals.get();
            step();
        } while (!signals.compareAndSet(seen, 0));
    }

    private void step() {
        if (closed) {
            return;
        }
        long now = parts.clock().millis();
        while (calling.get() < mostInFlight() && depart(now)) {
            now = parts.clock().millis();
        }
        int room = room();
        long next = bookings.nextAt();
        if ((room > 0 && next <= now) || bookings.holdIsDue(now)) {
            book(room);
        }
        long wake = now + LaneBookings.SWEEP_MILLIS;
        if (calling.get() < mostInFlight()) {
            wake = Math.min(wake, departures.next(now).orElse(wake));
        }
        runIn(Math.max(1, (next > now ? Math.min(wake, next) : wake) - now));
    }

    /** The first call of a lane may take a second until it is sent: others would come out together with it. */
    private int mostInFlight() {
        boolean warm = firstAt != 0 && System.nanoTime() - firstAt > WARM_UP_NANOS;
        return warm ? settings.maxInFlight() : Math.min(settings.maxInFlight(), 1 + ended.get());
    }

    /** How many more calls to begin: not more than end in the time that they may be begun ahead. */
    private int room() {
        int lately = recent.count();
        int begun = departures.size();
        return 2 * begun <= lately ? Math.max(0, mostInFlight() + lately - begun - calling.get()) : 0;
    }

    private boolean depart(long now) {
        Optional<Departure> next = departures.leave(now);
        next.ifPresent(call -> {
            calling.incrementAndGet();
            firstAt = firstAt == 0 ? System.nanoTime() : firstAt;
            execute(() -> make(call));
        });
        return next.isPresent();
    }

    /** Commits take their time: meanwhile calls go out. */
    private void book(int room) {
        if (!booking.compareAndSet(false, true)) {
            return;
        }
        execute(() -> {
            try {
                List<Departure> begun = bookings.book(room);
                if (!departures.add(begun)) {
                    withdraw(begun);
                }
                if (pausedUntil > parts.clock().millis()) {
                    withdraw(departures.clear());
                }
            } catch (RuntimeException e) {
                LOG.warn("labels wait for the store carrier={} reason={}", settings.account(), e.toString());
                bookings.pause(parts.clock().millis() + LaneBookings.SWEEP_MILLIS);
            } finally {
                booking.set(false);
                run();
            }
        });
    }

    private void make(Departure call) {
        try {
            CarrierAnswer answer = answer(call);
            if (answer instanceof CarrierAnswer.Throttled throttled) {
                pause(throttled.pause());
            }
            parts.news().accept(store.settle(call, answer));
            parts.settled().accept(call.work().shipmentId());
        } catch (InterruptedException e) {
            // the hub stops in the middle of a call: the next owner of the lane looks it up
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn(
                    "what came of a label is looked up again label={} reason={}",
                    call.work().id(),
                    e.toString());
            lease.renew();
        } finally {
            underWay.remove(call.work().id());
            bookings.wake();
            run();
        }
    }

    /** The next call may go out while what came of this one is written. */
    private CarrierAnswer answer(Departure call) throws InterruptedException {
        try {
            return mayGo(call) ? call(call) : new CarrierAnswer.Unmade();
        } finally {
            recent.ended();
            ended.updateAndGet(count -> Math.min(count + 1, settings.maxInFlight()));
            calling.decrementAndGet();
            run();
        }
    }

    private void pause(Duration pause) {
        pausedUntil = parts.clock().millis() + pause.toMillis();
        bookings.pause(pausedUntil);
        withdraw(departures.clear());
        budget.ifPresent(calls -> calls.pause(pause, "the carrier asked for a pause of " + pause));
    }

    /** Puts labels back whose calls were begun and are not made. */
    private void withdraw(List<Departure> calls) {
        if (calls.isEmpty()) {
            return;
        }
        try {
            store.withdraw(calls);
        } catch (RuntimeException e) {
            LOG.warn("labels that were put back are looked up carrier={} reason={}", settings.account(), e.toString());
            lease.renew();
        } finally {
            calls.forEach(call -> underWay.remove(call.work().id()));
        }
    }

    /** A call begun later might reach the carrier when another owner of the lane has looked up that there was none. */
    private long latest() {
        Duration settle = settings.retries().settle();
        return settle.isZero() ? Long.MAX_VALUE : settle.toNanos() / 4;
    }

    /** Else another owner of the lane may have found already that there was no call. */
    private boolean mayGo(Departure call) {
        return System.nanoTime() - call.begunAt() <= latest() && lease.has(call.fence());
    }

    private CarrierAnswer call(Departure call) throws InterruptedException {
        LabelWork work = call.work();
        try {
            return carrier.call(new LabelCall(work.purchase().step().orElseThrow(), call.order(), () -> mayGo(call)));
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

    /** Makes no more calls; those under way end by themselves, or are looked up by the next owner. */
    @Override
    public void close() {
        closed = true;
        withdraw(departures.close());
    }
}
