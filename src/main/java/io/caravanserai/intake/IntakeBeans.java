package io.caravanserai.intake;

import io.caravanserai.alert.Alerts;
import io.caravanserai.codec.CodecLimits;
import io.caravanserai.deadletter.DeadLetterStore;
import io.caravanserai.fileaudit.FileCopies;
import io.caravanserai.harmonize.Harmonizer;
import io.caravanserai.http.FailedCalls;
import io.caravanserai.store.Database;
import org.apache.camel.spi.Registry;

/** The names under which the carrier Kamelets find what they need. */
public final class IntakeBeans {
    /** Bean {@code deadLetterStore}. */
    public static final String DEAD_LETTERS = "deadLetterStore";

    /** Bean {@code hubDatabase}. */
    public static final String DATABASE = "hubDatabase";

    /** Bean {@code harmonizer}. */
    public static final String HARMONIZER = "harmonizer";

    /** Bean {@code closedWebhooks}. */
    public static final String CLOSED_WEBHOOKS = "closedWebhooks";

    /** Bean {@code alerts}. */
    public static final String ALERTS = "alerts";

    /** Bean {@code codecLimits}. */
    public static final String CODEC_LIMITS = "codecLimits";

    /** Bean {@code fileCopies}. */
    public static final String FILE_COPIES = "fileCopies";

    /** Bean {@code pollWatch}. */
    public static final String POLL_WATCH = "pollWatch";

    /** Bean {@code failedCalls}. */
    public static final String FAILED_CALLS = "failedCalls";

    private IntakeBeans() {}

    /** Binds what Kamelets for files refer to beside what {@link #bind} does. */
    public static void bindFiles(Registry registry, CodecLimits limits, FileCopies copies) {
        registry.bind(CODEC_LIMITS, limits);
        registry.bind(FILE_COPIES, copies);
    }

    /** Binds what must belong to the context whose registry it is. */
    public static void bindComponents(Registry registry) {
        registry.bind("sftp", new SftpBatchComponent());
    }

    /**
     * Binds everything the Kamelets {@code carrier-*} refer to; call it before routes are loaded. The answer tells, once
     * they are loaded, which webhooks wait for their secret.
     */
    public static ClosedWebhooks bind(
            Registry registry,
            Database database,
            DeadLetterStore deadLetters,
            Harmonizer harmonizer,
            Alerts alerts,
            PollWatch polls,
            FailedCalls failures) {
        registry.bind(DEAD_LETTERS, deadLetters);
        registry.bind(DATABASE, database);
        registry.bind(HARMONIZER, harmonizer);
        registry.bind(ALERTS, alerts);
        registry.bind(POLL_WATCH, polls);
        registry.bind(FAILED_CALLS, failures);
        bindComponents(registry);
        ClosedWebhooks closed = new ClosedWebhooks();
        registry.bind(CLOSED_WEBHOOKS, closed);
        return closed;
    }
}
