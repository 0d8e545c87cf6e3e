package io.caravanserai.label.queue;

import io.caravanserai.budget.CarrierAccount;
import io.caravanserai.budget.Rate;
import io.caravanserai.store.Database;
import io.caravanserai.store.KeyLocks;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * The right of one node to work for an account at a carrier. Each owner gets a fence of its own, under which it writes:
 * what a node writes that lost its lease has no effect. Times are the database's own, so clocks of nodes may differ.
 */
final class LaneLease {
    static final Duration TERM = Duration.ofSeconds(10);
    /** So long before its end it does not count any more for a call that goes out. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final Database database;
    private final LaneSettings settings;
    private final String node;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private long fence;
    /** Read while the store is asked. */
    private volatile Held held = new Held(0, 0);
    /** Set by the store's own thread too, which must not wait for this object. */
    private volatile boolean lost;

    /** @param until the end, by {@link System#nanoTime()} and not later than the store has it */
    private record Held(long fence, long until) {}

    /**
     * @param node unique among live processes, the same after a restart, which then need not wait
     * @param nanoTime {@link System#nanoTime()}
     */
    LaneLease(Database database, LaneSettings settings, String node, Clock clock, LongSupplier nanoTime) {
        this.database = database;
        this.settings = settings;
        this.node = node;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** The fence while this node has the lane; it is taken, or prolonged in good time. Empty when another has it. */
    synchronized OptionalLong hold() {
        long before = nanoTime.getAsLong();
        if (lost) {
            lost = false;
            fence = 0;
            held = new Held(0, 0);
        }
        if (fence > 0 && held.until() - before > TERM.toNanos() / 2) {
            return OptionalLong.of(fence);
        }
        fence = database.write(fence > 0 ? this::prolong : this::take);
        held = new Held(fence, before + TERM.toNanos());
        return fence > 0 ? OptionalLong.of(fence) : OptionalLong.empty();
    }

    /** Whether the lane is surely still held under this fence; asked before a call goes out, without the store. */
    boolean has(long claimed) {
        Held now = held;
        return !lost && now.fence() == claimed && now.until() - nanoTime.getAsLong() > MARGIN.toNanos();
    }

    private long prolong(Connection connection) throws SQLException {
        int kept = Sql.update(
                connection,
                "UPDATE label_lane SET leased_until = " + now()
                        + " + ? WHERE carrier_id = ? AND carrier_account = ? AND fence = ?",
                TERM.toMillis(),
                account().carrier(),
                account().name(),
                fence);
        return kept > 0 ? fence : take(connection);
    }

    /**
     * Takes the lane and finds out what the owner before left in the middle; 0 when another node has it. An end further
     * away than two terms was told before the database's clock was put back.
     */
    private long take(Connection connection) throws SQLException {
        lock(connection);
        int taken = Sql.update(
                connection,
                """
                INSERT INTO label_lane (carrier_id, carrier_account, owner, fence, leased_until, rate, customers)
                VALUES (?,?,?,1,%1$s + ?,?,?)
                ON CONFLICT (carrier_id, carrier_account) DO UPDATE SET owner = excluded.owner,
                    fence = label_lane.fence + 1, leased_until = excluded.leased_until, rate = excluded.rate,
                    customers = excluded.customers
                WHERE label_lane.owner = excluded.owner
                    OR label_lane.leased_until NOT BETWEEN %1$s AND %1$s + 2 * %2$d"""
                        .formatted(now(), TERM.toMillis()),
                account().carrier(),
                account().name(),
                node,
                TERM.toMillis(),
                settings.rate().map(Rate::text).orElse(null),
                String.join(",", settings.customers()));
        if (taken == 0) {
            return 0;
        }
        Sql.update(
                connection,
                """
                UPDATE label_work SET status = 'unknown', unknown_since = ?, enquiries = 0, due_at = 0
                WHERE carrier_id = ? AND carrier_account = ? AND status = 'requesting'""",
                clock.millis(),
                account().carrier(),
                account().name());
        return Sql.number(
                connection,
                "SELECT fence FROM label_lane WHERE carrier_id = ? AND carrier_account = ?",
                account().carrier(),
                account().name());
    }

    /** Whether the fence still holds; until the end of the transaction nobody takes the lane. */
    boolean holds(Connection connection, long claimed) throws SQLException {
        lock(connection);
        Optional<Long> present = Sql.first(
                connection,
                "SELECT fence FROM label_lane WHERE carrier_id = ? AND carrier_account = ?",
                row -> row.getLong(1),
                account().carrier(),
                account().name());
        boolean holds = present.filter(value -> value == claimed).isPresent();
        lost |= !holds;
        return holds;
    }

    /** Takes the lane anew, so that what is under way counts as lost and is looked up. */
    void renew() {
        lost = true;
    }

    /** Lets another node take over at once. */
    synchronized void giveBack() {
        if (fence > 0) {
            database.write(connection -> Sql.update(
                    connection,
                    "UPDATE label_lane SET leased_until = 0 WHERE carrier_id = ? AND carrier_account = ? AND fence = ?",
                    account().carrier(),
                    account().name(),
                    fence));
            fence = 0;
            held = new Held(0, 0);
        }
    }

    private void lock(Connection connection) throws SQLException {
        KeyLocks.take(connection, database.dialect(), List.of(lockKey()));
    }

    /** The key of {@link KeyLocks} that {@link #holds} takes, for transactions that take others too. */
    String lockKey() {
        return "label_lane:" + account().carrier() + ":" + account().name();
    }

    private CarrierAccount account() {
        return settings.account();
    }

    private String now() {
        return database.dialect().now();
    }
}
