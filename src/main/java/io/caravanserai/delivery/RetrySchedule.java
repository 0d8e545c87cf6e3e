package io.caravanserai.delivery;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * When a failed delivery is tried again: the configured waits, each varied by a fifth so that many messages of one
 * outage do not come back at one moment, and never before the endpoint's own Retry-After.
 */
final class RetrySchedule {
    /** A longer Retry-After is taken as this. */
    static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(24);

    private static final double JITTER = 0.2;

    private final List<Duration> waits;
    private final RandomGenerator random;

    RetrySchedule(List<Duration> waits, RandomGenerator random) {
        this.waits = List.copyOf(waits);
        this.random = random;
    }

    /**
     * @param tries attempts since the delivery was made or replayed, this one included
     * @param now epoch milliseconds
     */
    Outcome after(Attempt attempt, int tries, long now) {
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
        long asked = Math.min(attempt.retryAfterMillis(), LONGEST_RETRY_AFTER.toMillis());
        return new Outcome.Retry(now + Math.max(wait, asked));
    }

    /** From the first attempt to the last at most, without what endpoints ask for. */
    Duration total() {
        Duration sum = waits.stream().reduce(Duration.ZERO, Duration::plus);
        return sum.plus(Duration.ofMillis(Math.round(sum.toMillis() * JITTER)));
    }
}
