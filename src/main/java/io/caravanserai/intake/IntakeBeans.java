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

    /** Bean {@code closedWebhooks}. */
    public static final String CLOSED_WEBHOOKS = "closedWebhooks";

    private IntakeBeans() {}

    /**
     * Binds everything the Kamelets {@code carrier-*} refer to; call it before routes are loaded. The answer tells, once
     * they are loaded, which webhooks wait for their secret.
     */
    public static ClosedWebhooks bind(Registry registry, Database database, DeadLetterStore deadLetters, Clock clock) {
        registry.bind(DEAD_LETTERS, deadLetters);
        registry.bind(DATABASE, database);
        ClosedWebhooks closed = new ClosedWebhooks();
        registry.bind(CLOSED_WEBHOOKS, closed);
        return closed;
    }
}
