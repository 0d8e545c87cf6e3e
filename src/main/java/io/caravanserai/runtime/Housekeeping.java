package io.caravanserai.runtime;

import io.caravanserai.deadletter.DeadLetterStore;
import io.caravanserai.store.StoreException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes what need not be kept any longer, at the start and every hour. */
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hub-housekeeping");
        thread.setDaemon(true);
        return thread;
    });
    private final DeadLetterStore deadLetters;
    private final Duration deadLetterRetention;

    Housekeeping(DeadLetterStore deadLetters, Duration deadLetterRetention) {
        this.deadLetters = deadLetters;
        this.deadLetterRetention = deadLetterRetention;
    }

    void start() {
        var unused = clock.scheduleWithFixedDelay(this::keep, 0, 1, TimeUnit.HOURS);
    }

    private void keep() {
        try {
            int deleted = deadLetters.purge(deadLetterRetention);
            if (deleted > 0) {
                LOG.info("dead letters deleted, older than kept count={} retention={}", deleted, deadLetterRetention);
            }
        } catch (StoreException | UncheckedIOException e) {
            LOG.error("old dead letters could not be deleted; tried again in an hour", e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
