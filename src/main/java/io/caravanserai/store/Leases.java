package io.caravanserai.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one node at a time may do, held for a term and renewed. Each time that something is taken it has another fence,
 * under which its holder writes: what a node writes that lost it has no effect. Times are the database's own, so clocks
 * may differ. A SQLite store belongs to one process, which has everything.
 */
public final class Leases {
    /** No node holds anything for longer: an end further away was told before the database's clock was put back. */
    private static final Duration LONGEST = Duration.ofMinutes(20);

    private static final String TAKE =
            """
            INSERT INTO lease (resource, owner, fence, leased_until) VALUES (?, ?, nextval('lease_fence'), %1$s + ?)
            ON CONFLICT (resource) DO UPDATE
            SET owner = excluded.owner, fence = excluded.fence, leased_until = excluded.leased_until
            WHERE lease.owner = excluded.owner OR lease.leased_until NOT BETWEEN %1$s AND %1$s + %2$d
            RETURNING fence"""
                    .formatted(Dialect.POSTGRESQL.now(), LONGEST.toMillis());

    private static final String PROLONG = "UPDATE lease SET leased_until = %s + ? WHERE resource = ? AND fence = ?"
            .formatted(Dialect.POSTGRESQL.now());

    private static final String GIVE_BACK = "DELETE FROM lease WHERE resource = ? AND fence = ?";

    /** In one order, so that transactions that need several do not wait for each other. */
    private static final String FENCE =
            "SELECT resource, fence FROM lease WHERE resource = ANY (?) ORDER BY resource FOR SHARE";

    private static final long ALONE = 1;

    private final Database database;
    private final String kind;
    private final String node;
    private final Duration term;
    /** Not held on to while the database is asked. */
    private final Map<String, Held> held = new HashMap<>();

    /** @param until the end, by {@link System#nanoTime()} and not later than the database has it */
    private record Held(long fence, long until) {}

    /**
     * @param kind what their names in the store begin with
     * @param node unique among live processes and best the same after a restart, which then need not wait
     * @param term how long others wait for a node that is gone, at most ten minutes
     */
    public Leases(Database database, String kind, String node, Duration term) {
        if (term.multipliedBy(2).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a lease of " + term + " is too long: at most " + LONGEST.dividedBy(2));
        }
        this.database = database;
        this.kind = kind;
        this.node = node;
        this.term = term;
    }

    /**
     * Takes something, or prolongs it once a third of the term is over; its fence, or nothing while another node has it.
     * For the same thing to be called by one thread at a time.
     */
    public OptionalLong hold(String resource) {
        if (isAlone()) {
            return OptionalLong.of(ALONE);
        }
        long now = System.nanoTime();
        Held before = find(resource);
        if (before != null && before.until() - now > term.toNanos() / 3 * 2) {
            return OptionalLong.of(before.fence());
        }
        long fence = database.write(connection -> take(connection, resource, before));
        put(resource, fence == 0 ? null : new Held(fence, now + term.toNanos()));
        return fence == 0 ? OptionalLong.empty() : OptionalLong.of(fence);
    }

    private long take(Connection connection, String resource, @Nullable Held before) throws SQLException {
        if (before != null && Sql.update(connection, PROLONG, term.toMillis(), kind + resource, before.fence()) > 0) {
            return before.fence();
        }
        return Sql.number(connection, TAKE, kind + resource, node, term.toMillis());
    }

    private synchronized @Nullable Held find(String resource) {
        return held.get(resource);
    }

    private synchronized void put(String resource, @Nullable Held now) {
        if (now == null) {
            held.remove(resource);
        } else {
            held.put(resource, now);
        }
    }

    /** Whether it is surely still this node's; asked before each act, without the database. */
    public boolean has(String resource, long fence) {
        Held now = isAlone() ? null : find(resource);
        return isAlone() || (now != null && now.fence() == fence && now.until() - System.nanoTime() > 0);
    }

    /** Prolongs what is still needed and gives back all else; to be called well within the term. */
    public void renew(Predicate<String> needed) {
        Map<String, Held> kept = new HashMap<>();
        Map<String, Held> done = new HashMap<>();
        long before = System.nanoTime();
        // decided and forgotten in one step: whoever needs it from now on takes it anew
        synchronized (this) {
            held.forEach((resource, now) -> (needed.test(resource) ? kept : done).put(resource, now));
            held.keySet().removeAll(done.keySet());
        }
        if (kept.isEmpty() && done.isEmpty()) {
            return;
        }
        Map<String, Long> ours = database.write(connection -> {
            Sql.batch(connection, GIVE_BACK, rows(done));
            Sql.batch(
                    connection,
                    PROLONG,
                    rows(kept).stream()
                            .map(row -> new Object[] {term.toMillis(), row[0], row[1]})
                            .toList());
            return present(connection, kept.keySet());
        });
        synchronized (this) {
            kept.forEach((resource, then) -> {
                boolean still = ours.getOrDefault(resource, 0L) == then.fence();
                held.computeIfPresent(
                        resource,
                        (key, now) -> now.fence() != then.fence()
                                ? now
                                : still ? new Held(now.fence(), before + term.toNanos()) : null);
            });
        }
    }

    private List<Object[]> rows(Map<String, Held> some) {
        return new TreeMap<>(some)
                .entrySet().stream()
                        .map(entry -> new Object[] {
                            kind + entry.getKey(), entry.getValue().fence()
                        })
                        .toList();
    }

    /**
     * In the caller's transaction: which of these are still held under their fences. Those are taken by no other node
     * before it ends; what it does about the others is no longer this node's.
     */
    public Set<String> fence(Connection connection, Map<String, Long> fences) throws SQLException {
        if (isAlone()) {
            return fences.keySet();
        }
        Set<String> still = new HashSet<>();
        present(connection, fences.keySet()).forEach((resource, fence) -> {
            if (fence.equals(fences.get(resource))) {
                still.add(resource);
            }
        });
        return still;
    }

    private Map<String, Long> present(Connection connection, Set<String> resources) throws SQLException {
        Object[] names = resources.stream().map(kind::concat).toArray();
        record Present(String resource, long fence) {}
        return Sql.list(
                        connection,
                        FENCE,
                        row -> new Present(row.getString(1).substring(kind.length()), row.getLong(2)),
                        connection.createArrayOf("text", names))
                .stream()
                .collect(Collectors.toMap(Present::resource, Present::fence));
    }

    /** Lets another node have it at once. */
    public void giveBack(String resource) {
        Held now = find(resource);
        if (now != null) {
            put(resource, null);
            database.write(connection -> Sql.update(connection, GIVE_BACK, kind + resource, now.fence()));
        }
    }

    private boolean isAlone() {
        return database.dialect() == Dialect.SQLITE;
    }
}
