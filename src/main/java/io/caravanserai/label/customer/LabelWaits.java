package io.caravanserai.label.customer;

import io.caravanserai.store.Database;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Callers that wait for the end of a label; none of them keeps a thread. They are woken by the queue of this node, and by
 * a look into the store each second for what other nodes make.
 */
final class LabelWaits implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LabelWaits.class);
    private static final long SWEEP_MILLIS = 1_000;

    private final Database database;
    private final ScheduledFuture<?> sweeping;
    private final Map<String, Set<Waiting>> waiting = new ConcurrentHashMap<>();
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "hub-label-waits");
        thread.setDaemon(true);
        return thread;
    });

    LabelWaits(Database database) {
        this.database = database;
        this.sweeping = sweeper.scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** One call. */
    private static final class Waiting {
        private final CompletableFuture<Boolean> over = new CompletableFuture<>();
    }

    /** True as soon as the label of the shipment is over, false after {@code longest}. */
    CompletableFuture<Boolean> over(String shipmentId, Duration longest) {
        Waiting caller = new Waiting();
        waiting.compute(shipmentId, (id, others) -> {
            Set<Waiting> all = others == null ? ConcurrentHashMap.newKeySet() : others;
            all.add(caller);
            return all;
        });
        CompletableFuture<Boolean> told = caller.over
                .completeOnTimeout(false, longest.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((ended, failure) -> forget(shipmentId, caller));
        // it may have ended before anybody waited
        look(shipmentId);
        return told;
    }

    private void forget(String shipmentId, Waiting caller) {
        waiting.computeIfPresent(shipmentId, (id, all) -> {
            all.remove(caller);
            return all.isEmpty() ? null : all;
        });
    }

    /** Something became of the label of this shipment; a failure of the store is left to the next look. */
    void settled(String shipmentId) {
        try {
            look(shipmentId);
        } catch (RuntimeException e) {
            LOG.warn("callers wait on for their labels reason={}", e.toString());
        }
    }

    private void look(String shipmentId) {
        Set<Waiting> all = waiting.get(shipmentId);
        if (all != null && isOver(shipmentId)) {
            all.forEach(caller -> caller.over.complete(true));
        }
    }

    private boolean isOver(String shipmentId) {
        return database.read(connection -> LabelState.of(connection, shipmentId))
                .filter(LabelState::isOver)
                .isPresent();
    }

    private void sweep() {
        waiting.keySet().forEach(this::settled);
    }

    @Override
    public void close() {
        sweeping.cancel(false);
        sweeper.shutdownNow();
        waiting.values().forEach(all -> all.forEach(caller -> caller.over.complete(false)));
    }
}
