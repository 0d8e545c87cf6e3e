package io.caravanserai.testkit.cluster;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for what another process does. */
final class Waiting {
    private static final long LOOK_MILLIS = 100;

    private Waiting() {}

    /** Whether it came true in time. */
    static boolean until(Duration longest, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + longest.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return true;
    }

    /** @throws IllegalStateException when it does not come true in time */
    static void require(String what, Duration longest, Callable<Boolean> condition) throws Exception {
        if (!until(longest, condition)) {
            throw new IllegalStateException(what + ": not so after " + longest.toSeconds() + " s");
        }
    }
}
