package io.caravanserai.routeview;

import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** How often something was done and how long it took; safe for many threads. */
public final class Timing {
    private static final double NANOS_PER_MILLI = 1e6;

    private final LongAdder count = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

    public void add(long took) {
        count.increment();
        nanos.add(took);
        longest.accumulate(took);
    }

    /** How often. */
    public long count() {
        return count.sum();
    }

    /** All together, in milliseconds. */
    double totalMillis() {
        return nanos.sum() / NANOS_PER_MILLI;
    }

    /** 0 when it was never done. */
    double meanMillis() {
        long times = count();
        return times == 0 ? 0 : totalMillis() / times;
    }

    double maxMillis() {
        return longest.get() / NANOS_PER_MILLI;
    }
}
