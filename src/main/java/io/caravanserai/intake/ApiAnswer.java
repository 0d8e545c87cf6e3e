package io.caravanserai.intake;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one call of a carrier's API. */
public sealed interface ApiAnswer {
    /**
     * The carrier answered; the bytes are untouched.
     *
     * @param refused whether it refused the call (HTTP 4xx or 5xx) and says why: that it does not know the number, most
     *     often
     * @param otherwise what the call came to unless the mapping finds an answer in the body; null when it is one anyway
     */
    record Body(byte[] bytes, @Nullable String contentType, boolean refused, @Nullable ApiAnswer otherwise)
            implements ApiAnswer {}

    /** The carrier wants quiet from the whole account. */
    record Throttled(Duration pause) implements ApiAnswer {}

    /** The account is not let in: wrong credentials or rights. */
    record NotAllowed(String reason) implements ApiAnswer {}

    /** This call failed; others may succeed. */
    record Failed(String reason) implements ApiAnswer {}

    /** The account's budget has no call left for the rest of the question. */
    record Postponed() implements ApiAnswer {}
}
