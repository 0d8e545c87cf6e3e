package io.caravanserai.budget;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Calls counted in memory against all limits of a rate. Times are milliseconds since 1970. For one thread at a time. */
public final class Pace {
    private final Rate rate;
    private final Map<String, NavigableMap<Long, Long>> counts = new HashMap<>();

    /** Of calls of which none is made yet. */
    public Pace(Rate rate) {
        this.rate = rate;
    }

    Pace(Rate rate, BudgetRow row) {
        this(rate);
        counts.putAll(row.counts().byCounter());
    }

    /** The first moment from {@code now} on at which all limits allow a call; one limit's wait may end in another's. */
    public long next(long now) {
        long free = now;
        long before;
        do {
            before = free;
            for (Limit limit : rate.limits()) {
                free = Math.max(free, limit.freeAt(count(limit), free));
            }
        } while (free > before);
        return free;
    }

    /** Counts a call at a moment that {@link #next} told. */
    public void call(long now) {
        rate.limits().forEach(limit -> counts.put(limit.counter(), limit.plusCall(count(limit), now)));
    }

    /** The limit that is the last to allow a call. */
    Limit narrowest(long now) {
        return rate.limits().stream()
                .max((one, other) -> Long.compare(one.freeAt(count(one), now), other.freeAt(count(other), now)))
                .orElseThrow();
    }

    BudgetRow.Counts counts() {
        Map<String, TreeMap<Long, Long>> all = new HashMap<>();
        counts.forEach((counter, count) -> all.put(counter, new TreeMap<>(count)));
        return new BudgetRow.Counts(all);
    }

    private NavigableMap<Long, Long> count(Limit limit) {
        return counts.getOrDefault(limit.counter(), new TreeMap<>());
    }
}
