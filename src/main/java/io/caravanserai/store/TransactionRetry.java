package io.caravanserai.store;

import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * When a transaction may be run again: PostgreSQL ends one of several that stand in each other's way and asks the
 * client to repeat it (PostgreSQL manual, "Serialization Failure Handling").
 */
final class TransactionRetry {
    static final int ATTEMPTS = 6;
    private static final long FIRST_PAUSE_NANOS = 2_000_000;

    private TransactionRetry() {}

    /** Whether this failure, of attempt {@code attempt} (from 1), is worth another one. */
    static boolean worthwhile(SQLException failure, int attempt) {
        return attempt < ATTEMPTS && passing(failure.getSQLState());
    }

    /** Serialization failure or deadlock. */
    private static boolean passing(@Nullable String sqlState) {
        return "40001".equals(sqlState) || "40P01".equals(sqlState);
    }

    /** Waits longer after each attempt, by a random share so that rivals do not meet again. */
    static void pause(int attempt) {
        long bound = FIRST_PAUSE_NANOS << attempt;
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(bound / 2, bound));
    }
}
