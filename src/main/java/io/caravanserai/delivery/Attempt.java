package io.caravanserai.delivery;

import org.jspecify.annotations.Nullable;

/**
 * One call of an endpoint and what came of it.
 *
 * @param at when it began, epoch milliseconds
 * @param status HTTP status, null when none came
 * @param error why it is no success, null when it is one
 * @param ms how long it took
 * @param answer the first {@value #ANSWER_CHARS} characters of the answer
 * @param retryAfterMillis what the header Retry-After asked for, 0 when nothing
 */
record Attempt(
        long at, @Nullable Integer status, @Nullable String error, long ms, String answer, long retryAfterMillis) {
    static final int ANSWER_CHARS = 500;

    boolean succeeded() {
        return status != null && status / 100 == 2;
    }

    /** Whether the endpoint is at work, even if it refused this one message. */
    boolean endpointAlive() {
        return status != null && status < 500 && status != 429;
    }

    /** Whether the endpoint asked to be left alone, all messages together. */
    boolean endpointAsksToWait() {
        return status != null && (status == 429 || status == 503) && retryAfterMillis > 0;
    }
}
