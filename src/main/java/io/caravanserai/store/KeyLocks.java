package io.caravanserai.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/**
 * Makes transactions about the same keys run one after the other, so that each sees what the other did. SQLite has one
 * writer and needs nothing; on PostgreSQL these are advisory locks until the end of the transaction. Keys share 1,024
 * locks, since PostgreSQL keeps room for a few thousand in all; sharing one costs a wait, never a wrong result.
 */
public final class KeyLocks {
    private static final int LOCKS = 1_024;
    /** First number of every lock of this class: keeps apart from locks of other applications in the database. */
    private static final int SPACE = 0x6875_6200;

    private KeyLocks() {}

    /** Waits for all of them; they are taken in one order, so two callers cannot wait for each other. */
    public static void take(Connection connection, Dialect dialect, Collection<String> keys) throws SQLException {
        if (dialect == Dialect.SQLITE || keys.isEmpty()) {
            return;
        }
        Object[] numbers = keys.stream()
                .map(key -> Math.floorMod(key.hashCode(), LOCKS))
                .distinct()
                .sorted()
                .toArray();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT pg_advisory_xact_lock(?, n) FROM unnest(?) AS n")) {
            statement.setInt(1, SPACE);
            statement.setArray(2, connection.createArrayOf("int4", numbers));
            statement.executeQuery().close();
        }
    }
}
