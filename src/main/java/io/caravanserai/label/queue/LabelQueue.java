package io.caravanserai.label.queue;

import io.caravanserai.label.buy.LabelCarrier;
import io.caravanserai.store.Database;
import io.caravanserai.tracking.Outbox;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Makes the labels that wait in the store, one lane for each account at a carrier. A carrier without lane keeps its
 * work until it has one.
 */
public final class LabelQueue implements AutoCloseable {
    private static final long DRAIN_SECONDS = 5;

    private final Map<Object, LabelLane> lanes = new ConcurrentHashMap<>();
    private final ExecutorService calls = Executors.newCachedThreadPool(daemon("hub-label"));
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(daemon("hub-label-timer"));
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final LabelLane.Parts parts;

    /**
     * @param node unique among live processes on one database, best the same after a restart
     * @param outbox told of events that new tracking numbers join to their shipments
     * @param news called after the commit with the messages for customers
     */
    public LabelQueue(
            Database database, String node, Outbox outbox, Consumer<List<Outbox.Notification>> news, Clock clock) {
        this(database, node, outbox, news, clock, System::nanoTime);
    }

    LabelQueue(
            Database database,
            String node,
            Outbox outbox,
            Consumer<List<Outbox.Notification>> news,
            Clock clock,
            LongSupplier nanoTime) {
        this.parts = new LabelLane.Parts(database, node, outbox, calls, timer, news, this::settled, clock, nanoTime);
    }

    private static ThreadFactory daemon(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Opens the lane of an account and begins to work.
     *
     * @return what closes it again
     */
    public AutoCloseable open(LaneSettings settings, LabelCarrier carrier) {
        Object key = new Object();
        LabelLane lane = new LabelLane(settings, carrier, () -> share(settings), parts);
        lanes.put(key, lane);
        lane.wake();
        return () -> {
            lane.close();
            lanes.remove(key);
        };
    }

    /** What an account buys beside what chooses it, as the other accounts of the carrier leave it. */
    private LaneShare share(LaneSettings of) {
        Map<String, Set<String>> others = new HashMap<>();
        lanes.values().stream()
                .map(LabelLane::settings)
                .filter(other -> other.account().carrier().equals(of.account().carrier()))
                .filter(other -> !other.account().equals(of.account()))
                .forEach(other -> others.put(other.account().name(), other.customers()));
        return LaneShare.of(of.customers(), others);
    }

    /** Whether labels of a carrier can be given back; false while nobody makes its labels. */
    public boolean takesBack(String carrier) {
        return lanes.values().stream()
                .filter(lane -> lane.settings().account().carrier().equals(carrier))
                .anyMatch(LabelLane::takesBack);
    }

    /** Has the ids of shipments told after each call about their labels, when what came of it is in the store. */
    public void onSettled(Consumer<String> listener) {
        listeners.add(listener);
    }

    private void settled(String shipmentId) {
        listeners.forEach(listener -> listener.accept(shipmentId));
    }

    /** Work was added to the store; called after its commit. Not calling it costs a second, nothing else. */
    public void wake() {
        lanes.values().forEach(LabelLane::wake);
    }

    /** Begins no more calls and waits a little for those under way. */
    @Override
    public void close() {
        lanes.values().forEach(LabelLane::close);
        timer.shutdownNow();
        calls.shutdown();
        try {
            if (calls.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
                lanes.values().forEach(LabelLane::giveBack);
            } else {
                calls.shutdownNow();
            }
        } catch (InterruptedException e) {
            calls.shutdownNow();
            Thread.currentThread().interrupt();
        }
        lanes.clear();
    }
}
