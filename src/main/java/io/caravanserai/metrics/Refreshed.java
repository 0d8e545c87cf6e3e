package io.caravanserai.metrics;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A figure that is costly to read: read again only when it is asked for and no longer fresh. */
final class Refreshed<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Refreshed.class);

    private final long freshNanos;
    private final Callable<T> source;
    private @Nullable T value;
    private long readAt;
    private boolean isRead;

    Refreshed(Duration fresh, Callable<T> source) {
        this.freshNanos = fresh.toNanos();
        this.source = source;
    }

    /** Empty while it cannot be read. */
    synchronized Optional<T> get() {
        long now = System.nanoTime();
        if (!isRead || now - readAt > freshNanos) {
            try {
                value = source.call();
            } catch (Exception e) {
                LOG.debug("a figure cannot be read reason={}", e.getMessage());
                value = null;
            }
            isRead = true;
            readAt = System.nanoTime();
        }
        return Optional.ofNullable(value);
    }
}
