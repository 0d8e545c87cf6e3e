package io.caravanserai.runtime;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops parts one after the other; one that cannot stop cleanly keeps no other running. */
final class Closing {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private Closing() {}

    static void inTurn(AutoCloseable... parts) {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("a part did not stop cleanly part={}", part.getClass().getSimpleName(), e);
            }
        }
    }
}
