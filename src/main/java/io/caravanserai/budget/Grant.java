package io.caravanserai.budget;

import java.time.Duration;
import java.time.Instant;

/** Whether one call may be made now. */
public sealed interface Grant {
    /**
     * The call is counted and may be made.
     *
     * @param in how long to wait before it; only where other calls of the account are booked ahead it is not zero
     */
    record Granted(Duration in) implements Grant {
        public Granted() {
            this(Duration.ZERO);
        }
    }

    /**
     * Not now; nothing was counted.
     *
     * @param until when to ask again
     * @param reason the limit that is used up, or why the account is paused
     */
    record Refused(Instant until, String reason) implements Grant {}
}
