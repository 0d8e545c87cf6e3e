package io.caravanserai.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the journeys of shipments: a few queries for up to a hundred of them, not a few for each. */
public final class JourneyStore {
    private final Database database;

    public JourneyStore(Database database) {
        this.database = database;
    }

    /** A shipment with everything its carrier said about it, in the order in which it happened. */
    record Journey(
            String id,
            String accountNumber,
            String uuidRef,
            String trackingLevel,
            JsonNode references,
            List<Parcel> parcels,
            List<Told> events) {

        /** The newest moment at which the hub learned something; empty when it knows nothing yet. */
        Optional<Long> lastUpdated() {
            return events.stream().map(Told::storedAt).max(Long::compare);
        }
    }

    record Parcel(String id, String uuidRef, @Nullable String carrierTrackingId) {}

    /** An event of a journey; parcelId is null when it concerns the whole shipment. */
    record Told(@Nullable String parcelId, TrackingEvent event, long storedAt) {}

    /**
     * The journeys of shipments, by our id or by the account's own uuid_ref, in the order asked for.
     *
     * @return by the id asked for; what does not exist is absent
     */
    Map<String, Journey> find(String account, Collection<String> ids) {
        return database.read(connection -> {
            Map<String, Journey> byId = new LinkedHashMap<>();
            Map<String, String> asked = new LinkedHashMap<>();
            shipments(connection, account, ids).forEach(journey -> {
                byId.put(journey.id(), journey);
                asked.put(journey.id(), journey.id());
                if (journey.accountNumber().equals(account)) {
                    asked.putIfAbsent(journey.uuidRef(), journey.id());
                }
            });
            if (!byId.isEmpty()) {
                parcels(connection, byId);
                events(connection, byId);
            }
            Map<String, Journey> found = new LinkedHashMap<>();
            for (String id : ids) {
                Journey journey = byId.get(asked.getOrDefault(id, ""));
                if (journey != null) {
                    found.put(id, journey);
                }
            }
            return found;
        });
    }

    private static List<Journey> shipments(Connection connection, String account, Collection<String> ids)
            throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(ids);
        values.add(account);
        values.addAll(ids);
        String marks = Sql.marks(ids.size());
        return Sql.list(
                connection,
                "SELECT id, account_number, uuid_ref, tracking_level, shipment_refs FROM shipment WHERE id IN (" + marks
                        + ") OR (account_number = ? AND uuid_ref IN (" + marks + "))",
                row -> new Journey(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        tree(row.getString(5)),
                        new ArrayList<>(),
                        new ArrayList<>()),
                values.toArray());
    }

    private static void parcels(Connection connection, Map<String, Journey> journeys) throws SQLException {
        record Row(String shipment, Parcel parcel) {}
        for (Row row : Sql.list(
                connection,
                "SELECT shipment_id, id, uuid_ref, carrier_tracking_id FROM parcel WHERE shipment_id IN ("
                        + Sql.marks(journeys.size()) + ") ORDER BY shipment_id, position",
                r -> new Row(r.getString(1), new Parcel(r.getString(2), r.getString(3), r.getString(4))),
                journeys.keySet().toArray())) {
            require(journeys, row.shipment()).parcels().add(row.parcel());
        }
    }

    private static void events(Connection connection, Map<String, Journey> journeys) throws SQLException {
        record Row(String shipment, String eventId, Told told) {}
        Set<String> seen = new LinkedHashSet<>();
        for (Row row : Sql.list(
                connection,
                "SELECT k.shipment_id, k.parcel_id, e.id, e.envelope, e.stored_at FROM tracking_key k"
                        + " JOIN tracking_event e ON e.carrier_id = k.carrier_id AND e.carrier_tracking_id = k.key_value"
                        + " WHERE k.kind <> 'reference' AND k.shipment_id IN (" + Sql.marks(journeys.size()) + ")"
                        + " AND NOT EXISTS (SELECT 1 FROM tracking_event newer WHERE newer.replaces = e.id)"
                        + " ORDER BY e.occurred_at, e.event_rank, e.id",
                r -> new Row(
                        r.getString(1),
                        r.getString(3),
                        new Told(
                                r.getString(2),
                                Json.read(r.getString(4).getBytes(StandardCharsets.UTF_8), TrackingEvent.class),
                                r.getLong(5))),
                journeys.keySet().toArray())) {
            if (seen.add(row.shipment() + row.eventId())) {
                require(journeys, row.shipment()).events().add(row.told());
            }
        }
    }

    private static Journey require(Map<String, Journey> journeys, String id) {
        Journey journey = journeys.get(id);
        if (journey == null) {
            throw new IllegalStateException("a row of a shipment that was not asked for: " + id);
        }
        return journey;
    }

    private static JsonNode tree(String json) {
        try {
            return Json.parse(json.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the store holds JSON that cannot be read", e);
        }
    }
}
