package io.caravanserai.budget;

import java.util.NavigableMap;

/**
 * One limit of a {@link Rate}: pure arithmetic on a count of calls by time, which the store keeps. Times are
 * milliseconds since 1970; {@code now} never goes back.
 */
public sealed interface Limit permits TokenBucket, RollingWindow, DayQuota, Spacing {
    /** The name of its count: limits of one account that count the same calls share it. */
    String counter();

    /** The first moment, {@code now} at the earliest, at which one more call keeps to the limit. */
    long freeAt(NavigableMap<Long, Long> count, long now);

    /** The count after one more call at {@code now}, which must be allowed. */
    NavigableMap<Long, Long> plusCall(NavigableMap<Long, Long> count, long now);

    /** Calls that stand against the limit at {@code now}. */
    long used(NavigableMap<Long, Long> count, long now);

    /** The most calls that may stand against it. */
    long most();

    /** As it is written in a rate. */
    String text();
}
