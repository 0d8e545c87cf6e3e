package io.caravanserai.tracking;

import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a shipment or a parcel stands: the newest of what its numbers say.
 *
 * @param eventId the event that says so
 * @param occurredAt milliseconds since 1970
 * @param ended whether the journey is over
 */
public record CurrentStatus(
        String eventId, String milestone, String code, @Nullable String subCode, long occurredAt, boolean ended) {
    private static final String NEWEST =
            """
            SELECT t.* FROM tracking_key k JOIN tracking_status t
                ON t.carrier_id = k.carrier_id AND t.carrier_tracking_id = k.key_value
            WHERE k.kind <> 'reference' AND %s ORDER BY t.occurred_at DESC, t.event_rank DESC LIMIT 1""";

    /** By the numbers of the shipment that are no parcel's; empty before the first event. */
    public static Optional<CurrentStatus> ofShipment(Connection connection, String id) throws SQLException {
        return newest(connection, "k.shipment_id = ? AND k.parcel_id IS NULL", id);
    }

    /** By all numbers of the shipment, those of its parcels too. */
    public static Optional<CurrentStatus> ofWhole(Connection connection, String shipmentId) throws SQLException {
        return newest(connection, "k.shipment_id = ?", shipmentId);
    }

    public static Optional<CurrentStatus> ofParcel(Connection connection, String id) throws SQLException {
        return newest(connection, "k.parcel_id = ?", id);
    }

    /** Of one tracking number, whether or not a shipment has it. */
    public static Optional<CurrentStatus> ofNumber(Connection connection, String carrier, String number)
            throws SQLException {
        return Sql.first(
                connection,
                "SELECT t.* FROM tracking_status t WHERE t.carrier_id = ? AND t.carrier_tracking_id = ?",
                CurrentStatus::status,
                carrier,
                number);
    }

    private static Optional<CurrentStatus> newest(Connection connection, String keys, String id) throws SQLException {
        return Sql.first(connection, NEWEST.formatted(keys), CurrentStatus::status, id);
    }

    private static CurrentStatus status(ResultSet row) throws SQLException {
        return new CurrentStatus(
                row.getString("event_id"),
                row.getString("milestone"),
                row.getString("code"),
                row.getString("sub_code"),
                row.getLong("occurred_at"),
                row.getInt("terminal") == 1);
    }
}
