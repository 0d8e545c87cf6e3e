package io.caravanserai.flow;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
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
    record Endpoint(String id, String account, String url, String status, long failingSince, Waiting waiting) {}

    /** A customer's or carrier's files. */
    record Outlet(String name, Waiting waiting) {}

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
                SELECT s.id, s.account_number, s.endpoint, s.status, COALESCE(s.failing_since, 0),
                    COALESCE(w.n, 0) AS n, COALESCE(w.oldest, 0)
                FROM subscription s LEFT JOIN (
                    SELECT subscription_id, COUNT(*) AS n, MIN(created_at) AS oldest FROM (
                        SELECT subscription_id, created_at FROM delivery WHERE status = 'pending' LIMIT ?) d
                    GROUP BY subscription_id) w ON w.subscription_id = s.id
                WHERE s.status <> 'deleted'
                ORDER BY CASE WHEN s.failing_since IS NULL THEN 1 ELSE 0 END, n DESC, s.id LIMIT ?""",
                row -> new Endpoint(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getLong(5),
                        new Waiting(row.getLong(6), since(row.getLong(7)))),
                COUNTED,
                most));
    }

    /** Outlets with events that are in no file yet, or files that are not uploaded. */
    List<Outlet> outlets() {
        return database.read(connection -> Sql.list(
                connection,
                """
                SELECT outlet, SUM(n), MIN(oldest) FROM (
                    SELECT outlet, COUNT(*) AS n, MIN(created_at) AS oldest FROM edi_event
                        WHERE control_number IS NULL AND left_out IS NULL GROUP BY outlet
                    UNION ALL
                    SELECT outlet, COUNT(*), MIN(created_at) FROM edi_outbox WHERE status = 'ready' GROUP BY outlet) w
                GROUP BY outlet ORDER BY outlet""",
                row -> new Outlet(row.getString(1), new Waiting(row.getLong(2), since(row.getLong(3))))));
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
