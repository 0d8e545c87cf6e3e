package io.caravanserai.testkit.cluster;

import java.time.Duration;

/**
 * Something that goes wrong with a part of a cluster for a while.
 *
 * @param name in words, with the part
 * @param lasts from strike to heal
 * @param strike makes it so
 * @param heal returns when the part is told to be well again
 */
public record Fault(String name, Duration lasts, Step strike, Step heal) {
    /** Does something to a part of the cluster. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }
}
