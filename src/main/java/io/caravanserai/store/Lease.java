package io.caravanserai.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;

/** The right of one node to do one thing; see {@link Leases}. */
public final class Lease {
    private final Leases leases;
    private final String resource;
    private final String node;
    private volatile long fence;

    /**
     * @param node unique among live processes and best the same after a restart, which then need not wait
     * @param term how long others wait for a node that is gone
     */
    public Lease(Database database, String resource, String node, Duration term) {
        this.leases = new Leases(database, "", node, term);
        this.resource = resource;
        this.node = node;
    }

    /** Takes or prolongs it; false while another node has it. Within a third of the term nothing is asked again. */
    public synchronized boolean hold() {
        OptionalLong held = leases.hold(resource);
        fence = held.orElse(0);
        return held.isPresent();
    }

    /** Whether it is surely still this node's; asked before each act, without the database. */
    public boolean has() {
        return leases.has(resource, fence);
    }

    /**
     * In the caller's transaction: keeps other nodes from taking it before that transaction ends.
     *
     * @throws StoreException when another node has taken it: what the transaction does is no longer this node's
     */
    public void fence(Connection connection) throws SQLException {
        if (leases.fence(connection, Map.of(resource, fence)).isEmpty()) {
            throw new StoreException(
                    "another node has taken over " + resource,
                    new IllegalStateException("the lease of " + node + " ended"));
        }
    }

    /** Lets another node have it at once. */
    public void giveBack() {
        leases.giveBack(resource);
    }
}
