package io.caravanserai.label.queue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How many calls ended lately, which is how many more of them the carrier takes in the same time. */
final class RecentCalls {
    private final Deque<Long> ends = new ArrayDeque<>();
    private final long nanos;

    RecentCalls(Duration time) {
        this.nanos = time.toNanos();
    }

    synchronized void ended() {
        ends.add(System.nanoTime());
    }

    synchronized int count() {
        long now = System.nanoTime();
        while (!ends.isEmpty() && now - ends.element() > nanos) {
            ends.remove();
        }
        return ends.size();
    }
}
