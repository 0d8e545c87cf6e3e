package io.caravanserai.http;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentMap;

/** How often callers may call this node: each has a token bucket that holds two seconds' worth. */
public final class CallRate {
    /** Callers that are known by their address may be any number: beyond this, those who call least are forgotten. */
    private static final int MAX_CALLERS = 100_000;
    /** By then every bucket is full again. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final Clock clock;
    private final ConcurrentMap<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MAX_CALLERS)
            .expireAfterAccess(IDLE)
            .executor(Runnable::run)
            .<String, Bucket>build()
            .asMap();

    public CallRate(Clock clock) {
        this.clock = clock;
    }

    /**
     * Counts a call.
     *
     * @param perSecond the caller's rate; a changed one holds at once
     * @throws HttpProblem 429 with Retry-After above the rate
     */
    public void take(String caller, double perSecond) {
        long now = clock.millis();
        refuse(
                buckets.compute(
                                caller,
                                (any, known) -> known == null || known.perMilli != perSecond / 1000
                                        ? new Bucket(perSecond, now)
                                        : known)
                        .take(now, 1),
                perSecond);
    }

    /**
     * Counts nothing.
     *
     * @throws HttpProblem 429 with Retry-After when the caller has no call left
     */
    void check(String caller, double perSecond) {
        Bucket known = buckets.get(caller);
        refuse(known == null ? 0 : known.take(clock.millis(), 0), perSecond);
    }

    private static void refuse(long waitMillis, double perSecond) {
        if (waitMillis > 0) {
            throw new HttpProblem(
                    HttpAnswer.detail(429, "Too many requests: slow down to " + (long) perSecond + " a second.")
                            .with("Retry-After", String.valueOf(Math.max(1, (waitMillis + 999) / 1000))));
        }
    }

    private static final class Bucket {
        private final double perMilli;
        private final double capacity;
        private double tokens;
        private long at;

        Bucket(double perSecond, long now) {
            this.perMilli = perSecond / 1000;
            this.capacity = Math.max(1, perSecond * 2);
            this.tokens = capacity;
            this.at = now;
        }

        /** Returns 0 when a token was there, else the milliseconds until one is. */
        synchronized long take(long now, int calls) {
            tokens = Math.min(capacity, tokens + Math.max(0, now - at) * perMilli);
            at = now;
            if (tokens >= 1) {
                tokens -= calls;
                return 0;
            }
            return (long) Math.ceil((1 - tokens) / perMilli);
        }
    }
}
