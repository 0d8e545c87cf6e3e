package io.caravanserai.delivery;

import io.caravanserai.store.Database;
import io.caravanserai.store.Dialect;
import io.caravanserai.store.Sql;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One node at a time sends to an endpoint, else two could overtake each other. Times are the database's own, so clocks
 * may differ. A SQLite store belongs to one process, which needs no leases.
 */
final class LaneLeases {
    /** Short enough that what a killed node leaves is begun within five seconds of another's start. */
    static final Duration TERM = Duration.ofSeconds(3);

    private static final String TAKE =
            """
            INSERT INTO delivery_lane_lease (subscription_id, owner, leased_until)
            VALUES (?, ?, %1$s + ?)
            ON CONFLICT (subscription_id) DO UPDATE SET owner = excluded.owner, leased_until = excluded.leased_until
            WHERE delivery_lane_lease.owner = excluded.owner OR delivery_lane_lease.leased_until < %1$s"""
                    .formatted(Dialect.POSTGRESQL.now());

    private static final String PROLONG =
            """
            UPDATE delivery_lane_lease SET leased_until = %s + %d WHERE subscription_id = ? AND owner = ?"""
                    .formatted(Dialect.POSTGRESQL.now(), TERM.toMillis());

    private static final String GIVE_BACK = "DELETE FROM delivery_lane_lease WHERE subscription_id = ? AND owner = ?";

    private final Database database;
    private final String node;
    /** Until when a lease surely holds, by {@link System#nanoTime()} read before it was taken. */
    private final Map<String, Long> held = new ConcurrentHashMap<>();

    /**
     * @param node unique among live processes and best the same after a restart, which then need not wait
     */
    LaneLeases(Database database, String node) {
        this.database = database;
        this.node = node;
    }

    /** Takes the lane, or says that another node has it. */
    boolean hold(String lane) {
        if (database.dialect() == Dialect.SQLITE) {
            return true;
        }
        Long until = held.get(lane);
        return (until != null && until - System.nanoTime() > 0) || take(lane);
    }

    private synchronized boolean take(String lane) {
        long before = System.nanoTime();
        boolean taken = database.write(connection -> Sql.update(connection, TAKE, lane, node, TERM.toMillis())) > 0;
        if (taken) {
            held.put(lane, before + TERM.toNanos());
        }
        return taken;
    }

    /** Prolongs the leases of these lanes and gives back all others. */
    synchronized void renew(Collection<String> lanes) {
        if (database.dialect() == Dialect.SQLITE || held.isEmpty()) {
            return;
        }
        long before = System.nanoTime();
        List<String> done =
                held.keySet().stream().filter(lane -> !lanes.contains(lane)).toList();
        held.keySet().removeAll(done);
        List<String> kept = List.copyOf(held.keySet());
        database.write(connection -> {
            Sql.batch(connection, GIVE_BACK, rows(done));
            Sql.batch(connection, PROLONG, rows(kept));
            return true;
        });
        List<String> still = database.read(connection -> Sql.list(
                connection,
                "SELECT subscription_id FROM delivery_lane_lease WHERE owner = ?",
                row -> row.getString(1),
                node));
        held.keySet().retainAll(still);
        held.replaceAll((lane, until) -> before + TERM.toNanos());
    }

    private List<@Nullable Object[]> rows(List<String> lanes) {
        return lanes.stream().map(lane -> new @Nullable Object[] {lane, node}).toList();
    }
}
