package io.caravanserai.label.news;

import io.caravanserai.event.Ids;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;

/** Notes what must be told of labels, in the transaction that changes them; an {@link OutcomePublisher} sends it. */
public final class LabelOutcomes {
    private static final String INSERT =
            """
            INSERT INTO label_outcome (id, account_number, shipment_id, carrier_id, status, format, size, error, created_at)
            SELECT ?, account_number, shipment_id, carrier_id, status, COALESCE(?, format), COALESCE(?, size), error, ?
            FROM label_work WHERE""";

    /** In small steps, so that nobody waits for long; the oldest first, which are found without a search. */
    private static final String PURGE =
            """
            DELETE FROM label_outcome WHERE seq IN (
                SELECT seq FROM label_outcome WHERE released_at < ? ORDER BY seq LIMIT ?)""";

    private static final int PURGE_STEP = 1_000;

    private LabelOutcomes() {}

    /** Label work has just come to its end, as its row says. */
    public static void ended(Connection connection, String workId, long now) throws SQLException {
        Sql.update(connection, INSERT + " id = ?", Ids.next(now), null, null, now, workId);
    }

    /** The label work of a shipment was just cancelled. */
    public static void cancelled(Connection connection, String shipmentId, long now) throws SQLException {
        Sql.update(
                connection,
                INSERT + " shipment_id = ? AND status = 'cancelled'",
                Ids.next(now),
                null,
                null,
                now,
                shipmentId);
    }

    /** The customer wants labels that are made already in a further format: they are sent by webhook. */
    public static void wantedAs(Connection connection, String shipmentId, String format, String size, long now)
            throws SQLException {
        Sql.update(
                connection,
                INSERT + " shipment_id = ? AND status = 'made'",
                Ids.next(now),
                format,
                size,
                now,
                shipmentId);
    }

    /**
     * Forgets what customers were told so long ago, and what was gathered for it and never dealt with to the end: what of
     * that nobody was told of is sent and gathered again.
     *
     * @return how many rows are gone
     */
    public static int purge(Database database, Duration retention, Clock clock) {
        long before = clock.millis() - retention.toMillis();
        int forgotten = database.writePatiently(
                connection -> Sql.update(connection, "DELETE FROM label_aggregate WHERE completed_at < ?", before));
        for (int step = PURGE_STEP; step == PURGE_STEP; forgotten += step) {
            step = database.write(connection -> Sql.update(connection, PURGE, before, PURGE_STEP));
        }
        return forgotten;
    }

    /** A batch was made: its labels are gathered from now on. */
    static void opened(Connection connection, String batchId, String account, long now) throws SQLException {
        Sql.update(
                connection,
                """
                INSERT INTO label_outcome (id, account_number, batch_id, status, created_at)
                VALUES (?,?,?,'opened',?)""",
                Ids.next(now),
                account,
                batchId,
                now);
    }
}
