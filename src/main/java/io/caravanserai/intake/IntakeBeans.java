package io.caravanserai.intake;

import io.caravanserai.deadletter.DeadLetterStore;
import io.caravanserai.store.Database;
import java.time.Clock;
import org.apache.camel.spi.Registry;

/** The names under which the carrier Kamelets find what they need. */
public final class IntakeBeans {
    /** Bean {@code deadLetterStore}. */
    public static final String DEAD_LETTERS = "deadLetterStore";

    /** Bean {@code hubDatabase}. */
    public static final String DATABASE = "hubDatabase";

    private IntakeBeans() {}

    /** Binds everything the Kamelets {@code carrier-*} refer to; call it before routes are loaded. */
    public static void bind(Registry registry, Database database, DeadLetterStore deadLetters, Clock clock) {
        registry.bind(DEAD_LETTERS, deadLetters);
        registry.bind(DATABASE, database);
    }
}
