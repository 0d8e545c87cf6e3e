package io.caravanserai.delivery;

import io.caravanserai.secret.SecretMask;
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
 * @param decided what becomes of the message whatever the schedule says, since its transformation decided that before
 *     anybody was called; null where the endpoint's answer decides
 */
record Attempt(
        long at,
        @Nullable Integer status,
        @Nullable String error,
        long ms,
        String answer,
        long retryAfterMillis,
        @Nullable Outcome decided) {
    static final int ANSWER_CHARS = 500;

    Attempt(long at, @Nullable Integer status, @Nullable String error, long ms, String answer, long retryAfterMillis) {
        this(at, status, error, ms, answer, retryAfterMillis, null);
    }

    /** The transformation ended the message. */
    static Attempt decided(long at, long now, String why, Outcome outcome) {
        return new Attempt(at, null, excerpt(why), now - at, "", 0, outcome);
    }

    /** The status decides once it is there: a success whose answer is too long or late is still one. */
    static Attempt of(GuardedHttp.Reply reply, long now) {
        Integer status = reply.status();
        if (status == null) {
            return new Attempt(reply.at(), null, reply.trouble(), reply.ms(), "", 0);
        }
        String error = status / 100 == 2
                ? null
                : status / 100 == 3 ? "HTTP " + status + ": redirects are not followed" : "HTTP " + status;
        long retryAfter = RetryAfter.millis(reply.retryAfter(), now);
        return new Attempt(reply.at(), status, error, reply.ms(), excerpt(reply.text()), retryAfter);
    }

    /** One that did not come to calling the endpoint. */
    static Attempt notSent(long at, long now, Throwable why) {
        return new Attempt(at, null, excerpt(String.valueOf(why.getMessage())), now - at, "", 0);
    }

    /** As much of a text as is kept, without the hub's secrets; PostgreSQL takes no NUL in texts. */
    static String excerpt(String text) {
        String cut = text.substring(0, Math.min(ANSWER_CHARS, text.length())).replace('\0', '\ufffd');
        return SecretMask.ofProcess().mask(cut);
    }

    boolean succeeded() {
        return status != null && status / 100 == 2;
    }

    /** Whether the endpoint is at work, even if it refused this one message. */
    boolean endpointAlive() {
        return decided != null || (status != null && status < 500 && status != 429);
    }

    /** Whether the endpoint asked to be left alone, all messages together. */
    boolean endpointAsksToWait() {
        return status != null && (status == 429 || status == 503) && retryAfterMillis > 0;
    }
}
