package io.caravanserai.delivery;

import org.jspecify.annotations.Nullable;

/**
 * How an endpoint wants to be called; kept as JSON, in which what is absent is as in {@link #NONE}.
 *
 * @param maxPerSecond calls that may begin per second, null for as many as there are
 */
record EndpointOptions(@Nullable Integer maxPerSecond) {
    /** Nothing special. */
    static final EndpointOptions NONE = new EndpointOptions(null);

    /** More than any one endpoint is sent by this hub. */
    static final int MOST_PER_SECOND = 10_000;
}
