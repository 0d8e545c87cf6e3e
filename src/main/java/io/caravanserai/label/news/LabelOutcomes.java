package io.caravanserai.label.news;

import io.caravanserai.event.Ids;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/** Notes what must be told of labels, in the transaction that changes them; an {@link OutcomePublisher} sends it. */
public final class LabelOutcomes {
    private static final String INSERT =
            """
            INSERT INTO label_outcome (id, account_number, shipment_id, carrier_id, status, format, size, error, created_at)
            SELECT ?, account_number, shipment_id, carrier_id, status, COALESCE(?, format), COALESCE(?, size), error, ?
            FROM label_work WHERE""";

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
