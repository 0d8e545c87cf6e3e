package io.caravanserai.delivery;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * When a failed delivery is tried again: the configured waits, each varied by a fifth so that many messages of one
 * outage do not come back at one moment, and never before the endpoint's own Retry-After.
 */
final class RetrySchedule {
    private static final double JITTER = 0.2;

    private final List<Duration> waits;
    private final Duration retryAfterCap;
    private final RandomGenerator random;

    /**
     * @param retryAfterCap a longer Retry-After is taken as this
     */
    RetrySchedule(List<Duration> waits, Duration retryAfterCap, RandomGenerator random) {
        this.waits = List.copyOf(waits);
        this.retryAfterCap = retryAfterCap;
        this.random = random;
    }

    /**
     * @param tries attempts since the delivery was made or replayed, this one included
     * @param now epoch milliseconds
     */
    Outcome after(Attempt attempt, int tries, long now) {
        if (attempt.decided() != null) {
            return attempt.decided();
        }
        if (attempt.succeeded()) {
            return new Outcome.Delivered();
        }
        if (attempt.status() != null && attempt.status() == 410) {
            return new Outcome.Gone();
        }
        if (tries > waits.size()) {
            return new Outcome.Dead();
        }
        double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
        long wait = Math.round(waits.get(tries - 1).toMillis() * factor);
        long asked = Math.min(attempt.retryAfterMillis(), retryAfterCap.toMillis());
        return new Outcome.Retry(now + Math.max(wait, asked));
    }

    /** From the first attempt to the last at most, when an endpoint asks once for as long as it may. */
    Duration total() {
        Duration sum = waits.stream().reduce(Duration.ZERO, Duration::plus);
        return sum.plus(Duration.ofMillis(Math.round(sum.toMillis() * JITTER))).plus(retryAfterCap);
    }
}
