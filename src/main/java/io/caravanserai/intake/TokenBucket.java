package io.caravanserai.intake;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A budget that refills evenly and lets unused calls add up to the number of one period at most. */
public final class TokenBucket implements RateBudget {
    private static final Pattern RATE = Pattern.compile("(\\d{1,9})\\s*/\\s*(\\d{0,6})\\s*(s|m|h|d)");

    private final LongSupplier nanoTime;
    private final double perNano;
    private final double capacity;
    private double tokens;
    private long last;
    private long pausedUntil;

    TokenBucket(long calls, Duration period, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.capacity = calls;
        this.perNano = (double) calls / period.toNanos();
        this.tokens = calls;
        this.last = nanoTime.getAsLong();
        this.pausedUntil = last;
    }

    /**
     * @param rate calls per period, such as {@code 5/s}, {@code 250/10s}, {@code 1000/d}
     * @throws IllegalArgumentException when it is none
     */
    public static TokenBucket of(String rate) {
        return of(rate, System::nanoTime);
    }

    static TokenBucket of(String rate, LongSupplier nanoTime) {
        Matcher matcher = RATE.matcher(rate.trim().toLowerCase(Locale.ROOT));
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw new IllegalArgumentException(
                    "rate is '" + rate + "' but must be calls per period, such as 5/s, 250/10s or 1000/d");
        }
        long count = matcher.group(2).isEmpty() ? 1 : Math.max(1, Long.parseLong(matcher.group(2)));
        Duration period =
                switch (matcher.group(3)) {
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                };
        return new TokenBucket(Long.parseLong(matcher.group(1)), period, nanoTime);
    }

    @Override
    public synchronized boolean tryTake() {
        long now = nanoTime.getAsLong();
        tokens = Math.min(capacity, tokens + (now - last) * perNano);
        last = now;
        if (now - pausedUntil < 0 || tokens < 1) {
            return false;
        }
        tokens -= 1;
        return true;
    }

    @Override
    public synchronized void pause(Duration duration) {
        long until = nanoTime.getAsLong() + duration.toNanos();
        if (until - pausedUntil > 0) {
            pausedUntil = until;
        }
    }
}
