package io.caravanserai.label.buy;

import java.time.Duration;
import java.util.List;

/**
 * How long a purchase goes on.
 *
 * @param waits before each further attempt; when they are used up the purchase has failed
 * @param settle how long after a call that ended in doubt the carrier may still be working on it: only later its not
 *     knowing the reference means that nothing was bought
 */
public record RetryPolicy(List<Duration> waits, Duration settle) {
    public RetryPolicy {
        waits = List.copyOf(waits);
        if (waits.isEmpty() || waits.stream().anyMatch(Duration::isNegative) || settle.isNegative()) {
            throw new IllegalArgumentException("at least one wait is needed, and none may be negative");
        }
    }

    /** Whether there may be one more attempt after so many. */
    boolean allows(int attempts) {
        return attempts <= waits.size();
    }

    long dueAfter(int attempts, long now) {
        return now
                + waits.get(Math.min(Math.max(attempts, 1), waits.size()) - 1).toMillis();
    }
}
