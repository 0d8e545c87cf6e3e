package io.caravanserai.intake;

import java.time.Duration;

/** How many calls one account at a carrier may make; shared by all that call with this account. */
public interface RateBudget {
    /** Takes the right to make one call, if there is one now. */
    boolean tryTake();

    /** The carrier asked for quiet: no calls for so long; a longer pause already under way stays. */
    void pause(Duration duration);
}
