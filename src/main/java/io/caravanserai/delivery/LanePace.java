package io.caravanserai.delivery;

import org.jspecify.annotations.Nullable;

/**
 * How often a lane may begin a call: a token bucket, without a thread. In no second, taken from any moment on, do more
 * calls begin than the rate and a hundredth of it; a rate below 100 is never exceeded by a single call. The hundredth is
 * what makes up for timers that run late. Times are of {@link System#nanoTime()}. Not thread-safe; its lane guards it.
 */
final class LanePace {
    private static final long SECOND = 1_000_000_000;
    /** The part of a second's calls that may begin at once. */
    private static final int BURST = 100;

    private int perSecond;
    private long interval;
    private long slack;
    /** When the bucket will be full again, or was last. */
    private long full;

    LanePace(long now) {
        this.full = now;
    }

    /**
     * @param most calls a second, null for no limit; what was taken before still counts
     */
    void limit(@Nullable Integer most) {
        perSecond = most == null ? 0 : most;
        // rounded up: a call too many in a second would be one more than allowed
        interval = perSecond == 0 ? 0 : (SECOND + perSecond - 1) / perSecond;
        slack = interval * (perSecond / BURST);
    }

    /** How long no call may begin, 0 when one may. */
    long waitNanos(long now) {
        return Math.max(0, full - slack - now);
    }

    /** A call begins. */
    void take(long now) {
        full = (full - now > 0 ? full : now) + interval;
    }

    /** How long what began still counts: a lane forgotten earlier would begin anew with a full bucket. */
    long restNanos(long now) {
        return Math.max(0, full - now);
    }

    /** How many messages are worth having at hand: no more than a second's. */
    int ahead(int most) {
        return perSecond == 0 ? most : Math.min(most, perSecond);
    }
}
