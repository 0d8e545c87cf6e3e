package io.caravanserai.mailbox;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Slows a partner down who begins more uploads a second than allowed: its session waits, so that its client sees a slow
 * server and no error. Two seconds' worth may come at once.
 */
final class UploadPace {
    private final long gapNanos;
    private final long burstNanos = TimeUnit.SECONDS.toNanos(2);
    private final Map<String, Long> nextFree = new ConcurrentHashMap<>();

    /** @param perSecond uploads of one mailbox */
    UploadPace(int perSecond) {
        this.gapNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /**
     * Counts an upload; how long it waits, in nanoseconds, or less than 0 when it need not.
     *
     * @param now of a clock that only runs forward, nanoseconds
     */
    long wait(String mailbox, long now) {
        return nextFree.merge(mailbox, now - burstNanos, (before, at) -> Math.max(before + gapNanos, at)) - now;
    }

    /** Returns when the mailbox may begin another upload. */
    void await(String mailbox) throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(wait(mailbox, System.nanoTime()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the session ended");
        }
    }
}
