package io.caravanserai.budget;

import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;

/** At least so much time between one call and the next. */
record Spacing(Duration gap) implements Limit {
    @Override
    public String counter() {
        return "spacing";
    }

    @Override
    public long freeAt(NavigableMap<Long, Long> count, long now) {
        // a last call in the future was dated by a clock that was wrong
        return count.isEmpty() || count.lastKey() > now ? now : Math.max(now, count.lastKey() + gap.toMillis());
    }

    @Override
    public NavigableMap<Long, Long> plusCall(NavigableMap<Long, Long> count, long now) {
        NavigableMap<Long, Long> after = new TreeMap<>();
        after.put(now, 1L);
        return after;
    }

    @Override
    public long used(NavigableMap<Long, Long> count, long now) {
        return freeAt(count, now) > now ? 1 : 0;
    }

    @Override
    public long most() {
        return 1;
    }

    @Override
    public String text() {
        return "spacing " + Rate.length(gap);
    }
}
