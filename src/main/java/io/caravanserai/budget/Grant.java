package io.caravanserai.budget;

import java.time.Instant;

/** Whether one call may be made now. */
public sealed interface Grant {
    /** The call is counted and may be made. */
    record Granted() implements Grant {}

    /**
     * Not now; nothing was counted.
     *
     * @param until when to ask again
     * @param reason the limit that is used up, or why the account is paused
     */
    record Refused(Instant until, String reason) implements Grant {}
}
