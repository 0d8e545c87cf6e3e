package io.caravanserai.flow;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** What waits in the store. Beyond a bound it is not counted on: that there is far too much is enough to know. */
final class Backlog {
    private static final int COUNTED = 100_000;
    /** Outcomes of labels are looked at by number alone: no more are made in a minute by one machine. */
    private static final int NEWEST = 20_000;

    private static final long MINUTE = 60_000;

    private final Database database;

    Backlog(Database database) {
        this.database = database;
    }

    /**
     * Rows that wait.
     *
     * @param count at most {@link #COUNTED}
     */
    record Waiting(long count, Optional<Instant> oldest) {
        boolean more() {
            return count >= COUNTED;
        }
    }

    /**
     * An endpoint of a customer.
     *
     * @param failingSince 0 while it works
     */
    record Endpoint(String id, Customer customer, String url, String status, long failingSince, Waiting waiting) {}

    /** A customer's files. */
    record Outlet(String name, Customer customer, Waiting waiting) {}

    /** Whose something is: the account's number, and the name that people know it by. */
    record Customer(String account, String name) {
        static Customer of(ResultSet row) throws SQLException {
            return new Customer(row.getString("account_number"), row.getString("account_name"));
        }
    }

    /** Label work that is not at its end. */
    Waiting labels() {
        return database.read(connection -> Sql.first(
                        connection,
                        """
                        SELECT COUNT(*), MIN(created_at) FROM (SELECT created_at FROM label_work
                            WHERE status IN ('queued', 'requesting', 'unknown', 'undocumented') LIMIT ?) waits""",
                        row -> new Waiting(row.getLong(1), since(row.getLong(2))),
                        COUNTED)
                .orElseThrow());
    }

    /** Endpoints that are called, those with most to do first, and those that are not because of their faults. */
    List<Endpoint> endpoints(int most) {
        return database.read(connection -> Sql.list(
                connection,
                """
                SELECT s.id, s.account_number, a.name AS account_name, s.endpoint, s.status, s.failing_since,
                    COALESCE(w.n, 0) AS n, w.oldest
                FROM subscription s JOIN account a ON a.account_number = s.account_number LEFT JOIN (
                    SELECT subscription_id, COUNT(*) AS n, MIN(created_at) AS oldest FROM (
                        SELECT subscription_id, created_at FROM delivery WHERE status = 'pending' LIMIT ?) d
                    GROUP BY subscription_id) w ON w.subscription_id = s.id
                WHERE s.status <> 'deleted'
                ORDER BY CASE WHEN s.failing_since IS NULL THEN 1 ELSE 0 END, n DESC, s.id LIMIT ?""",
                row -> new Endpoint(
                        row.getString("id"),
                        Customer.of(row),
                        row.getString("endpoint"),
                        row.getString("status"),
                        row.getLong("failing_since"),
                        waiting(row)),
                COUNTED,
                most));
    }

    /** Outlets with events that are in no file yet, or files that are not uploaded. */
    List<Outlet> outlets() {
        return database.read(connection -> Sql.list(
                connection,
                """
                SELECT o.name, o.account_number, a.name AS account_name, w.n, w.oldest FROM (
                    SELECT outlet, SUM(n) AS n, MIN(oldest) AS oldest FROM (
                        SELECT outlet, COUNT(*) AS n, MIN(created_at) AS oldest FROM edi_event
                            WHERE control_number IS NULL AND left_out IS NULL GROUP BY outlet
                        UNION ALL
                        SELECT outlet, COUNT(*), MIN(created_at) FROM edi_outbox WHERE status = 'ready'
                            GROUP BY outlet) x
                    GROUP BY outlet) w
                JOIN edi_outlet o ON o.name = w.outlet JOIN account a ON a.account_number = o.account_number
                ORDER BY o.name""",
                row -> new Outlet(row.getString("name"), Customer.of(row), waiting(row))));
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        return new Waiting(row.getLong("n"), since(row.getLong("oldest")));
    }

    /** Webhooks that were delivered in the last minute, a second. */
    double delivered(long now) {
        return perSecond(
                "SELECT COUNT(*) FROM (SELECT 1 FROM delivery WHERE status = 'delivered' AND updated_at > ? LIMIT ?) d",
                now - MINUTE,
                COUNTED);
    }

    /** Labels that came to an end in the last minute, a second. */
    double labelled(long now) {
        return perSecond(
                """
                SELECT COUNT(*) FROM (SELECT created_at FROM label_outcome ORDER BY seq DESC LIMIT ?) o
                WHERE created_at > ?""",
                NEWEST,
                now - MINUTE);
    }

    private double perSecond(String sql, long... parameters) {
        Object[] bound = LongStream.of(parameters).boxed().toArray();
        return database.read(connection -> Sql.number(connection, sql, bound)) * 1000.0 / MINUTE;
    }

    private static Optional<Instant> since(long millis) {
        return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
