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

/**
 * The right of one node to work for an account at a carrier. Each owner gets a fence of its own, under which it writes:
 * what a node writes that lost its lease has no effect. Times are the database's own, so clocks of nodes may differ.
 */
final class LaneLease {
    static final Duration TERM = Duration.ofSeconds(10);

    private final Database database;
    private final LaneSettings settings;
    private final String node;
    private final Clock clock;
    private long fence;
    private long heldUntil;
    /** Set by the store's own thread too, which must not wait for this object. */
    private volatile boolean lost;

    /** @param node unique among live processes, the same after a restart, which then need not wait */
    LaneLease(Database database, LaneSettings settings, String node, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.node = node;
        this.clock = clock;
    }

    /** The fence while this node has the lane; it is taken, or prolonged in good time. Empty when another has it. */
    synchronized OptionalLong hold() {
        long before = System.nanoTime();
        if (lost) {
            lost = false;
            fence = 0;
        }
        if (fence > 0 && heldUntil - before > TERM.toNanos() / 2) {
            return OptionalLong.of(fence);
        }
        fence = database.write(fence > 0 ? this::prolong : this::take);
        heldUntil = before + TERM.toNanos();
        return fence > 0 ? OptionalLong.of(fence) : OptionalLong.empty();
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

    /** Takes the lane and finds out what the owner before left in the middle; 0 when another node has it. */
    private long take(Connection connection) throws SQLException {
        lock(connection);
        int taken = Sql.update(
                connection,
                """
                INSERT INTO label_lane (carrier_id, carrier_account, owner, fence, leased_until, rate, customers)
                VALUES (?,?,?,1,%s + ?,?,?)
                ON CONFLICT (carrier_id, carrier_account) DO UPDATE SET owner = excluded.owner,
                    fence = label_lane.fence + 1, leased_until = excluded.leased_until, rate = excluded.rate,
                    customers = excluded.customers
                WHERE label_lane.owner = excluded.owner OR label_lane.leased_until < %s"""
                        .formatted(now(), now()),
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
