package io.caravanserai.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes results of attempts, all that came during one commit in the next. Nothing is lost while the store is away: a
 * lane sends nothing more once as many results wait here as it may have calls in flight.
 */
final class ResultWriter {
    private static final Logger LOG = LoggerFactory.getLogger(ResultWriter.class);
    private static final int MOST_PER_TRANSACTION = 500;
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Consumer<List<Settled>> store;
    private final Executor workers;
    private final BiConsumer<Duration, Runnable> later;
    private final Consumer<Settled> written;
    private final Queue<Settled> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean writing = new AtomicBoolean();

    /**
     * @param store keeps a list of results in one transaction
     * @param later runs something after a while
     * @param written told of each result once it is durable
     */
    ResultWriter(
            Consumer<List<Settled>> store,
            Executor workers,
            BiConsumer<Duration, Runnable> later,
            Consumer<Settled> written) {
        this.store = store;
        this.workers = workers;
        this.later = later;
        this.written = written;
    }

    void add(Settled result) {
        waiting.add(result);
        if (writing.compareAndSet(false, true)) {
            workers.execute(this::drain);
        }
    }

    private void drain() {
        List<Settled> batch = new ArrayList<>();
        for (Settled next = waiting.poll(); next != null; next = waiting.poll()) {
            batch.add(next);
            if (batch.size() == MOST_PER_TRANSACTION) {
                break;
            }
        }
        write(batch);
    }

    private void write(List<Settled> batch) {
        try {
            if (!batch.isEmpty()) {
                store.accept(batch);
            }
        } catch (RuntimeException | Error e) {
            LOG.error("results of webhooks could not be written and are tried again results={}", batch.size(), e);
            later.accept(RETRY, () -> workers.execute(() -> write(batch)));
            return;
        }
        batch.forEach(written);
        writing.set(false);
        if (!waiting.isEmpty() && writing.compareAndSet(false, true)) {
            workers.execute(this::drain);
        }
    }

    /** Whether every result is durable. */
    boolean idle() {
        return waiting.isEmpty() && !writing.get();
    }
}
