package io.caravanserai.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The right of one node to do something, which it has for a term and renews. Times are the database's own, so clocks may
 * differ. A SQLite store belongs to one process, which has every lease.
 */
public final class Lease {
    private static final String TAKE =
            """
            INSERT INTO lease (resource, owner, leased_until) VALUES (?, ?, %1$s + ?)
            ON CONFLICT (resource) DO UPDATE SET owner = excluded.owner, leased_until = excluded.leased_until
            WHERE lease.owner = excluded.owner OR lease.leased_until < %1$s"""
                    .formatted(Dialect.POSTGRESQL.now());

    private static final String PROLONG = "UPDATE lease SET leased_until = %s + ? WHERE resource = ? AND owner = ?"
            .formatted(Dialect.POSTGRESQL.now());

    private final Database database;
    private final String resource;
    private final String node;
    private final Duration term;
    /** When it was taken or prolonged last, by {@link System#nanoTime()} read before. */
    private long confirmed;

    private boolean held;

    /**
     * @param node unique among live processes and best the same after a restart, which then need not wait
     * @param term how long others wait for a node that is gone
     */
    public Lease(Database database, String resource, String node, Duration term) {
        this.database = database;
        this.resource = resource;
        this.node = node;
        this.term = term;
    }

    /** Takes or prolongs it; false while another node has it. Within a third of the term nothing is asked again. */
    public synchronized boolean hold() {
        if (isAlone()) {
            return true;
        }
        long before = System.nanoTime();
        if (!held || before - confirmed > term.toNanos() / 3) {
            held = database.write(connection -> Sql.update(connection, TAKE, resource, node, term.toMillis())) > 0;
            confirmed = before;
        }
        return held;
    }

    /**
     * In the caller's transaction: prolongs it, and keeps other nodes from taking it before that transaction ends.
     *
     * @throws StoreException when another node has taken it: what the transaction does is no longer this node's
     */
    public void fence(Connection connection) throws SQLException {
        if (!isAlone() && Sql.update(connection, PROLONG, term.toMillis(), resource, node) == 0) {
            throw new StoreException(
                    "another node has taken over " + resource,
                    new IllegalStateException("the lease of " + node + " ended"));
        }
    }

    /** Lets another node have it at once. */
    public synchronized void giveBack() {
        if (held && !isAlone()) {
            held = false;
            database.write(connection ->
                    Sql.update(connection, "DELETE FROM lease WHERE resource = ? AND owner = ?", resource, node));
        }
    }

    private boolean isAlone() {
        return database.dialect() == Dialect.SQLITE;
    }
}
