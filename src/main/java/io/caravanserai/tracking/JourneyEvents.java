package io.caravanserai.tracking;

import io.caravanserai.event.TrackingEvent;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kept events of a journey for operators, the newest first: those that another event stands for are among them. */
public final class JourneyEvents {
    private static final String COLUMNS =
            """
            , e.envelope, e.stored_at,
                (SELECT MIN(r.id) FROM tracking_event_key r WHERE r.replaces = e.id) AS replaced_by
            FROM""";

    private static final String OF_SHIPMENT = "SELECT k.parcel_id" + COLUMNS
            + """
             tracking_key k JOIN tracking_event e
                ON e.carrier_id = k.carrier_id AND e.carrier_tracking_id = k.key_value
            WHERE k.shipment_id = ? AND k.kind <> 'reference' ORDER BY e.occurred_at DESC, e.id DESC LIMIT ?""";

    private static final String OF_NUMBER = "SELECT NULL AS parcel_id" + COLUMNS
            + """
             tracking_event e
            WHERE e.carrier_id = ? AND e.carrier_tracking_id = ? ORDER BY e.occurred_at DESC, e.id DESC LIMIT ?""";

    private JourneyEvents() {}

    /**
     * One kept event.
     *
     * @param parcelId the parcel whose number it came with; null when the number is the shipment's
     * @param storedAt when the hub kept it, epoch milliseconds
     * @param replacedBy the event that stands for it; null while it counts itself
     */
    public record Kept(TrackingEvent event, @Nullable String parcelId, long storedAt, @Nullable String replacedBy) {}

    /** Of all numbers of a shipment, at most so many. */
    public static List<Kept> ofShipment(Connection connection, String id, int most) throws SQLException {
        return newestFirst(Sql.list(connection, OF_SHIPMENT, JourneyEvents::kept, id, most));
    }

    /** Of one tracking number, whether or not a shipment has it. */
    public static List<Kept> ofNumber(Connection connection, String carrier, String number, int most)
            throws SQLException {
        return newestFirst(Sql.list(connection, OF_NUMBER, JourneyEvents::kept, carrier, number, most));
    }

    /** The event with this id; empty when none is kept. */
    public static Optional<TrackingEvent> byId(Connection connection, String id) throws SQLException {
        return Sql.first(
                connection,
                """
                SELECT e.envelope FROM tracking_event_key k
                JOIN tracking_event e ON e.seq = k.seq AND e.stored_at = k.stored_at WHERE k.id = ?""",
                row -> EventRows.event(row, "envelope"),
                id);
    }

    private static List<Kept> newestFirst(List<Kept> events) {
        List<Kept> ordered = new ArrayList<>(events);
        ordered.sort((a, b) -> TrackingStore.ORDER.compare(b.event(), a.event()));
        return List.copyOf(ordered);
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(
                EventRows.event(row, "envelope"),
                row.getString("parcel_id"),
                row.getLong("stored_at"),
                row.getString("replaced_by"));
    }
}
