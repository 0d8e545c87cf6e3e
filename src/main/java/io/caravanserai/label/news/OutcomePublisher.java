package io.caravanserai.label.news;

import io.caravanserai.event.Json;
import io.caravanserai.store.Database;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends outcomes from the store to the topic {@code label.completed}: at once when it is woken, and every few seconds what
 * was left by a broker that was away or a node that was lost. Each is sent at least once.
 */
public final class OutcomePublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomePublisher.class);
    private static final long SWEEP_SECONDS = 2;
    private static final Duration QUIET = Duration.ofMinutes(2);

    private final OutcomeStore store;
    private final Topic topic;
    private final AtomicBoolean planned = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "hub-label-outcomes");
        made.setDaemon(true);
        return made;
    });

    /** Where records go: keys and values, in order; returns when they are durable. */
    @FunctionalInterface
    public interface Topic extends Consumer<List<Map.Entry<String, byte[]>>> {}

    public OutcomePublisher(Database database, Topic topic) {
        this.store = new OutcomeStore(database);
        this.topic = topic;
    }

    /** Begins with what is left from before. */
    public void start() {
        ScheduledFuture<?> unused = thread.scheduleWithFixedDelay(this::sweep, 0, SWEEP_SECONDS, TimeUnit.SECONDS);
    }

    /** There is something to send; called after the commit. */
    public void wake() {
        if (planned.compareAndSet(false, true)) {
            try {
                thread.execute(this::send);
            } catch (RejectedExecutionException e) {
                // closed: the next start sends it
                planned.set(false);
            }
        }
    }

    private void sweep() {
        try {
            store.resend(QUIET);
            send();
        } catch (RuntimeException e) {
            LOG.warn("label outcomes cannot be looked through, tried again reason={}", e.getMessage());
        }
    }

    private void send() {
        planned.set(false);
        try {
            for (List<OutcomeMessage> claimed = store.claim(); !claimed.isEmpty(); claimed = store.claim()) {
                send(claimed);
            }
        } catch (RuntimeException e) {
            LOG.warn("label outcomes are not sent, tried again reason={}", e.getMessage());
        }
    }

    private void send(List<OutcomeMessage> claimed) {
        try {
            topic.accept(claimed.stream()
                    .map(message -> Map.entry(message.key(), Json.bytes(message)))
                    .toList());
        } catch (RuntimeException e) {
            store.giveBack(claimed);
            throw e;
        }
        store.sent(claimed);
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
