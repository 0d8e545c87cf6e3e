package io.caravanserai.budget;

import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * In any span as long as the window at most so many calls. Calls are counted by sixtieths of the window, so that the
 * count stays small whatever the limit: a call frees its place a sixtieth late at most, never early.
 */
record RollingWindow(long calls, Duration window) implements Limit {
    private static final int SLOTS = 60;

    @Override
    public String counter() {
        return "rolling/" + Rate.period(window);
    }

    @Override
    public long freeAt(NavigableMap<Long, Long> count, long now) {
        NavigableMap<Long, Long> recent = recent(count, now);
        long left = sum(recent);
        if (left < calls) {
            return now;
        }
        for (var slot : recent.entrySet()) {
            left -= slot.getValue();
            if (left < calls) {
                return slot.getKey() + slot() - 1 + window.toMillis();
            }
        }
        throw new IllegalStateException("a window without calls is full: " + text());
    }

    @Override
    public NavigableMap<Long, Long> plusCall(NavigableMap<Long, Long> count, long now) {
        NavigableMap<Long, Long> after = recent(count, now);
        after.merge(Math.floorDiv(now, slot()) * slot(), 1L, Long::sum);
        return after;
    }

    /** Slots that may hold calls of the window that ends now; a clock that was far ahead left none. */
    private NavigableMap<Long, Long> recent(NavigableMap<Long, Long> count, long now) {
        long begin = now - window.toMillis();
        return new TreeMap<>(count.subMap(begin - slot() + 1, false, now + window.toMillis(), true));
    }

    private long slot() {
        return Math.max(1, window.toMillis() / SLOTS);
    }

    private static long sum(NavigableMap<Long, Long> slots) {
        return slots.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public long used(NavigableMap<Long, Long> count, long now) {
        return sum(recent(count, now));
    }

    @Override
    public long most() {
        return calls;
    }

    @Override
    public String text() {
        return "rolling " + calls + "/" + Rate.period(window);
    }
}
