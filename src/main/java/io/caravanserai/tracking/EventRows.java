package io.caravanserai.tracking;

import io.caravanserai.event.Json;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.store.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The kept events and the numbers they carry. */
final class EventRows {
    /** Holds for an event that no other one replaces. */
    static final String COUNTS = "NOT EXISTS (SELECT 1 FROM tracking_event_key r WHERE r.replaces = e.id)";

    private static final String INSERT =
            """
            INSERT INTO tracking_event (id, carrier_id, carrier_tracking_id, occurred_at, event_rank, out_of_order,
                envelope, replaces, stored_at)
            VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING""";

    private EventRows() {}

    static Set<String> known(Connection connection, Collection<String> ids) throws SQLException {
        return new HashSet<>(
                Sql.listIn(connection, "SELECT id FROM tracking_event_key WHERE id IN", row -> row.getString(1), ids));
    }

    /** Those of the ids that a kept event replaces. */
    static Set<String> replaced(Connection connection, Collection<String> ids) throws SQLException {
        return new HashSet<>(Sql.listIn(
                connection,
                "SELECT replaces FROM tracking_event_key WHERE replaces IS NOT NULL AND replaces IN",
                row -> row.getString(1),
                ids));
    }

    /** The tracking numbers of kept events, by carrier. */
    static Map<String, Set<String>> numbers(Connection connection, Collection<String> ids) throws SQLException {
        Map<String, Set<String>> numbers = new HashMap<>();
        Sql.listIn(
                connection,
                """
                SELECT e.carrier_id, e.carrier_tracking_id FROM tracking_event_key k
                JOIN tracking_event e ON e.seq = k.seq AND e.stored_at = k.stored_at WHERE k.id IN""",
                row -> numbers.computeIfAbsent(row.getString(1), any -> new HashSet<>())
                        .add(row.getString(2)),
                ids);
        return numbers;
    }

    static void insert(Connection connection, List<TrackingEvent> events, long now) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>(events.size());
        Set<List<String>> references = new HashSet<>();
        for (TrackingEvent event : events) {
            rows.add(new @Nullable Object[] {
                event.event().id(),
                event.carrierId(),
                event.carrierTrackingId(),
                event.occurredAt(),
                event.rank(),
                event.event().outOfOrder(),
                Json.text(event),
                event.event().replaces(),
                now
            });
            for (String reference : event.carrierReferences()) {
                references.add(List.of(event.carrierId(), reference, event.carrierTrackingId()));
            }
        }
        Sql.batch(connection, INSERT, rows);
        Sql.batch(
                connection,
                "INSERT INTO tracking_event_reference (carrier_id, key_value, carrier_tracking_id) VALUES (?,?,?) ON"
                        + " CONFLICT DO NOTHING",
                references.stream().map(List::toArray).toList());
    }

    /** The events of some numbers that count, in their order. */
    static List<TrackingEvent> of(Connection connection, String carrier, Collection<String> numbers)
            throws SQLException {
        List<TrackingEvent> events = new ArrayList<>(Sql.listIn(
                connection,
                "SELECT e.envelope FROM tracking_event e WHERE e.carrier_id = ? AND " + COUNTS
                        + " AND e.carrier_tracking_id IN",
                row -> event(row, "envelope"),
                numbers,
                carrier));
        events.sort(TrackingStore.ORDER);
        return events;
    }

    static TrackingEvent event(ResultSet row, String column) throws SQLException {
        return Json.read(row.getString(column).getBytes(StandardCharsets.UTF_8), TrackingEvent.class);
    }
}
