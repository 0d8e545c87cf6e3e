package io.caravanserai.cluster;

import io.caravanserai.store.Database;
import io.caravanserai.store.Dialect;
import io.caravanserai.store.Sql;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The name of this node, which no other live node has: what it leases and its places in consumer groups go by it, so two
 * of one name would both do what one is to do. Times are the database's own. A SQLite store has one node.
 */
public final class NodeName implements AutoCloseable {
    /** So long after the last sign of life a name is free. */
    static final Duration TERM = Duration.ofSeconds(5);

    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(NodeName.class);

    /** An end further away than two terms was told before the database's clock was put back, by nobody alive. */
    private static final String TAKE =
            """
            INSERT INTO hub_node (name, incarnation, process, alive_until) VALUES (?, ?, ?, %1$s + %2$d)
            ON CONFLICT (name) DO UPDATE SET incarnation = excluded.incarnation, process = excluded.process,
                alive_until = excluded.alive_until
            WHERE hub_node.alive_until NOT BETWEEN %1$s AND %1$s + 2 * %2$d"""
                    .formatted(Dialect.POSTGRESQL.now(), TERM.toMillis());

    private static final String PROLONG = "UPDATE hub_node SET alive_until = %s + %d WHERE name = ? AND incarnation = ?"
            .formatted(Dialect.POSTGRESQL.now(), TERM.toMillis());

    private final Database database;
    private final String name;
    private final String incarnation = UUID.randomUUID().toString();
    private final Runnable lost;
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "hub-node-name");
        thread.setDaemon(true);
        return thread;
    });

    private volatile boolean closing;

    private NodeName(Database database, String name, Runnable lost) {
        this.database = database;
        this.name = name;
        this.lost = lost;
    }

    private record Holder(String incarnation, String process, long aliveUntil) {}

    /**
     * Takes the name and keeps it. One that was killed has it for some seconds more, which this waits for.
     *
     * @param lost is called once when another node has taken the name, since this one was away for too long: this node
     *     must do nothing more
     * @throws IllegalStateException when another node of that name is alive
     */
    public static NodeName claim(Database database, String name, Runnable lost) {
        NodeName claimed = new NodeName(database, name, lost);
        if (database.dialect() == Dialect.POSTGRESQL) {
            claimed.take();
            var unused = claimed.beats.scheduleWithFixedDelay(
                    claimed::prolong, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
        }
        return claimed;
    }

    /** One sign of life may be the last call of a node that was killed; two are of one that lives. */
    private void take() {
        String process = ManagementFactory.getRuntimeMXBean().getName();
        Optional<Holder> before = Optional.empty();
        int signs = 0;
        while (database.write(connection -> Sql.update(connection, TAKE, name, incarnation, process)) == 0) {
            Optional<Holder> holder = holder();
            if (before.isPresent() && holder.isPresent() && !holder.equals(before) && ++signs == 2) {
                throw new IllegalStateException("another node is called '" + name + "' (process "
                        + holder.get().process() + "): set hub.node, each node needs a name of its own");
            }
            before = holder;
            LockSupport.parkNanos(BEAT.toNanos() / 4);
        }
    }

    private Optional<Holder> holder() {
        return database.read(connection -> Sql.first(
                connection,
                "SELECT incarnation, process, alive_until FROM hub_node WHERE name = ?",
                row -> new Holder(row.getString(1), row.getString(2), row.getLong(3)),
                name));
    }

    private void prolong() {
        try {
            if (database.write(connection -> Sql.update(connection, PROLONG, name, incarnation)) == 0) {
                beats.shutdown();
                if (!closing) {
                    lost.run();
                }
            }
        } catch (RuntimeException e) {
            // whoever has no store says so; meanwhile nobody else can take the name, or this finds out later
            LOG.debug("the store was not told that this node is alive node={} reason={}", name, e.getMessage());
        }
    }

    /** Lets another node have the name at once. */
    @Override
    public void close() {
        closing = true;
        beats.shutdown();
        if (database.dialect() == Dialect.POSTGRESQL) {
            database.write(connection -> Sql.update(
                    connection, "DELETE FROM hub_node WHERE name = ? AND incarnation = ?", name, incarnation));
        }
    }
}
