package io.caravanserai.budget;

import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Refills evenly and lets unused calls add up: in any span of time at most {@code burst} calls and those that the span
 * refills. Counted as one entry: the moment of the last call and the tokens it left, in millionths.
 *
 * @param calls calls that one period refills
 * @param burst the most that unused calls add up to
 */
record TokenBucket(long calls, Duration period, long burst) implements Limit {
    private static final long TOKEN = 1_000_000;

    @Override
    public String counter() {
        return "bucket";
    }

    @Override
    public long freeAt(NavigableMap<Long, Long> count, long now) {
        long tokens = tokens(count, now);
        if (tokens >= TOKEN) {
            return now;
        }
        return now + (long) Math.ceil((TOKEN - tokens) / perMilli());
    }

    @Override
    public NavigableMap<Long, Long> plusCall(NavigableMap<Long, Long> count, long now) {
        NavigableMap<Long, Long> after = new TreeMap<>();
        after.put(now, tokens(count, now) - TOKEN);
        return after;
    }

    private long tokens(NavigableMap<Long, Long> count, long now) {
        // a last call in the future was dated by a clock that was wrong
        if (count.isEmpty() || count.lastKey() > now) {
            return burst * TOKEN;
        }
        long elapsed = now - count.lastKey();
        double full = Math.min((double) burst * TOKEN, count.lastEntry().getValue() + elapsed * perMilli());
        return (long) Math.floor(full);
    }

    private double perMilli() {
        return (double) calls * TOKEN / period.toMillis();
    }

    @Override
    public long used(NavigableMap<Long, Long> count, long now) {
        return burst - tokens(count, now) / TOKEN;
    }

    @Override
    public long most() {
        return burst;
    }

    @Override
    public String text() {
        String rate = calls + "/" + Rate.period(period);
        return burst == calls ? rate : rate + " burst " + burst;
    }
}
