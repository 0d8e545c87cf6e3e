package io.caravanserai.shipment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import io.caravanserai.tracking.Outbox;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shipments, their parcels, label work and the numbers that events find them by, kept together or not at all. */
public final class ShipmentStore {
    private static final String COLUMNS =
            "id, account_number, uuid_ref, origin, carrier_id, carrier_service, tracking_level, carrier_tracking_id,"
                    + " manifest_status, label_status, meta_data, shipment_refs, created_at, updated_at";

    private final Database database;
    private final KeptEvents keptEvents;

    /**
     * @param keptEvents how events that came before their shipment are told to its customer
     */
    public ShipmentStore(Database database, KeptEvents keptEvents) {
        this.database = database;
        this.keptEvents = keptEvents;
    }

    /** Joins a new shipment with the events that its numbers have already, in the transaction that makes it. */
    @FunctionalInterface
    public interface KeptEvents {
        List<Outbox.Notification> join(Connection connection, String shipmentId) throws SQLException;
    }

    /** A shipment as kept. */
    public record Shipment(
            String id,
            String accountNumber,
            String uuidRef,
            String origin,
            String carrierId,
            @Nullable String carrierService,
            String trackingLevel,
            @Nullable String carrierTrackingId,
            String manifestStatus,
            String labelStatus,
            JsonNode metaData,
            JsonNode references,
            long createdAt,
            long updatedAt) {}

    /** A parcel as kept; items are the ids given out for them. */
    public record Parcel(
            String id, String uuidRef, @Nullable String carrierTrackingId, JsonNode metaData, JsonNode items) {}

    /** Label work as kept; the label queue moves it on. */
    public record LabelWork(String format, String size, String status, int attempts, @Nullable String error) {}

    /** What became of a request to make a shipment. */
    public sealed interface Made {
        /** It is durable; wake these lanes. */
        record Kept(String answer, List<Outbox.Notification> notifications) implements Made {}

        /** The same request was answered before. */
        record Replayed(String answer) implements Made {}

        /** The idempotency key was used for another body. */
        record KeyReused() implements Made {}

        /** The account has a shipment with this uuid_ref. */
        record Duplicate(String uuidRef) implements Made {}
    }

    /**
     * Keeps a shipment, its parcels, its label work, its keys and the answer under its idempotency key.
     *
     * @param idempotencyKey null when the caller sent none
     */
    Made create(NewShipment shipment, @Nullable String idempotencyKey, String requestHash) {
        return database.write(connection -> {
            if (idempotencyKey != null && !claim(connection, shipment, idempotencyKey, requestHash)) {
                return replay(connection, shipment.accountNumber(), idempotencyKey, requestHash);
            }
            if (!insert(connection, shipment)) {
                if (idempotencyKey != null) {
                    Sql.update(
                            connection,
                            "DELETE FROM idempotency_key WHERE account_number = ? AND key_value = ?",
                            shipment.accountNumber(),
                            idempotencyKey);
                }
                return new Made.Duplicate(shipment.uuidRef());
            }
            return new Made.Kept(shipment.answer(), keptEvents.join(connection, shipment.id()));
        });
    }

    private static boolean claim(Connection connection, NewShipment shipment, String key, String hash)
            throws SQLException {
        return Sql.update(
                        connection,
                        "INSERT INTO idempotency_key (account_number, key_value, request_hash, status, answer, created_at)"
                                + " VALUES (?,?,?,202,?,?) ON CONFLICT DO NOTHING",
                        shipment.accountNumber(),
                        key,
                        hash,
                        shipment.answer(),
                        shipment.createdAt())
                == 1;
    }

    private static Made replay(Connection connection, String account, String key, String hash) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT request_hash, answer FROM idempotency_key WHERE account_number = ? AND key_value = ?",
                        row -> row.getString(1).equals(hash)
                                ? (Made) new Made.Replayed(row.getString(2))
                                : new Made.KeyReused(),
                        account,
                        key)
                .orElseGet(Made.KeyReused::new);
    }

    private static boolean insert(Connection connection, NewShipment s) throws SQLException {
        int inserted = Sql.update(
                connection,
                "INSERT INTO shipment (" + COLUMNS + ", request) VALUES (" + Sql.marks(15) + ") ON CONFLICT DO NOTHING",
                s.id(),
                s.accountNumber(),
                s.uuidRef(),
                s.origin(),
                s.carrierId(),
                s.carrierService(),
                s.trackingLevel(),
                s.trackingNumber(),
                s.manifestStatus(),
                s.label() == null ? "none" : "queued",
                s.metaData(),
                s.references(),
                s.createdAt(),
                s.createdAt(),
                s.request());
        if (inserted == 0) {
            return false;
        }
        int position = 0;
        for (NewShipment.Parcel parcel : s.parcels()) {
            Sql.update(
                    connection,
                    "INSERT INTO parcel (id, shipment_id, position, uuid_ref, meta_data, items) VALUES (?,?,?,?,?,?)",
                    parcel.id(),
                    s.id(),
                    position++,
                    parcel.uuidRef(),
                    parcel.metaData(),
                    parcel.items());
        }
        NewShipment.Label label = s.label();
        if (label != null) {
            Sql.update(
                    connection,
                    "INSERT INTO label_work (id, shipment_id, account_number, carrier_id, format, size, status,"
                            + " attempts, due_at, created_at, updated_at) VALUES (?,?,?,?,?,?,'queued',0,?,?,?)",
                    label.id(),
                    s.id(),
                    s.accountNumber(),
                    s.carrierId(),
                    label.format(),
                    label.size(),
                    s.createdAt(),
                    s.createdAt(),
                    s.createdAt());
        }
        key(connection, s, s.trackingNumber(), "tracking");
        key(connection, s, s.shipperReference(), "reference");
        return true;
    }

    private static void key(Connection connection, NewShipment s, @Nullable String value, String kind)
            throws SQLException {
        if (value != null) {
            Sql.update(
                    connection,
                    "INSERT INTO tracking_key (carrier_id, key_value, shipment_id, account_number, kind, created_at)"
                            + " VALUES (?,?,?,?,?,?) ON CONFLICT DO NOTHING",
                    s.carrierId(),
                    value,
                    s.id(),
                    s.accountNumber(),
                    kind,
                    s.createdAt());
        }
    }

    /** What became of one number to track. */
    sealed interface Tracked {
        /** The shipment that tracks the number, new or from before. */
        record At(Shipment shipment) implements Tracked {}

        /** The account has another shipment with this uuid_ref. */
        record Duplicate(String uuidRef) implements Tracked {}
    }

    /** Keeps trackers, all in one transaction; the same account, carrier and number again gives the same shipment. */
    List<Tracked> track(List<NewShipment> trackers, List<Outbox.Notification> notifications) {
        return database.write(connection -> {
            notifications.clear();
            List<Tracked> results = new ArrayList<>(trackers.size());
            for (NewShipment tracker : trackers) {
                Optional<Shipment> known = tracked(connection, tracker);
                if (known.isPresent()) {
                    results.add(new Tracked.At(known.get()));
                } else if (insert(connection, tracker)) {
                    notifications.addAll(keptEvents.join(connection, tracker.id()));
                    results.add(new Tracked.At(byId(connection, tracker.id()).orElseThrow()));
                } else {
                    results.add(new Tracked.Duplicate(tracker.uuidRef()));
                }
            }
            return results;
        });
    }

    private static Optional<Shipment> tracked(Connection connection, NewShipment tracker) throws SQLException {
        Optional<Shipment> sameId = byId(connection, tracker.id());
        return sameId.isPresent()
                ? sameId
                : Sql.first(
                        connection,
                        "SELECT " + COLUMNS + " FROM shipment WHERE account_number = ? AND carrier_id = ? AND id IN"
                                + " (SELECT shipment_id FROM tracking_key WHERE carrier_id = ? AND key_value = ?"
                                + " AND kind = 'tracking')",
                        ShipmentStore::shipment,
                        tracker.accountNumber(),
                        tracker.carrierId(),
                        tracker.carrierId(),
                        tracker.trackingNumber());
    }

    public Optional<Shipment> find(String id) {
        return database.read(connection -> byId(connection, id));
    }

    List<Parcel> parcels(String shipmentId) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT id, uuid_ref, carrier_tracking_id, meta_data, items FROM parcel WHERE shipment_id = ?"
                        + " ORDER BY position",
                row -> new Parcel(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        tree(row.getString(4)),
                        tree(row.getString(5))),
                shipmentId));
    }

    Optional<LabelWork> labelWork(String shipmentId) {
        return database.read(connection -> Sql.first(
                connection,
                "SELECT format, size, status, attempts, error FROM label_work WHERE shipment_id = ?"
                        + " ORDER BY created_at DESC",
                row -> new LabelWork(
                        row.getString(1), row.getString(2), row.getString(3), row.getInt(4), row.getString(5)),
                shipmentId));
    }

    /** Cancels the label work of a shipment; returns whether it is cancelled now. */
    boolean cancel(String shipmentId, long now) {
        return database.write(connection -> {
            Sql.update(
                    connection,
                    "UPDATE label_work SET status = 'cancelled', updated_at = ? WHERE shipment_id = ?"
                            + " AND status IN ('queued', 'failed')",
                    now,
                    shipmentId);
            long open = Sql.number(
                    connection,
                    "SELECT COUNT(*) FROM label_work WHERE shipment_id = ? AND status <> 'cancelled'",
                    shipmentId);
            if (open == 0) {
                Sql.update(
                        connection,
                        "UPDATE shipment SET label_status = 'cancelled', updated_at = ? WHERE id = ?",
                        now,
                        shipmentId);
            }
            return open == 0;
        });
    }

    private static Optional<Shipment> byId(Connection connection, String id) throws SQLException {
        return Sql.first(connection, "SELECT " + COLUMNS + " FROM shipment WHERE id = ?", ShipmentStore::shipment, id);
    }

    private static Shipment shipment(ResultSet row) throws SQLException {
        return new Shipment(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                tree(row.getString(11)),
                tree(row.getString(12)),
                row.getLong(13),
                row.getLong(14));
    }

    private static JsonNode tree(String json) {
        try {
            return Json.parse(json.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the store holds JSON that cannot be read", e);
        }
    }
}
