package io.caravanserai.shipment;

import io.caravanserai.event.Ids;
import io.caravanserai.label.news.LabelOutcomes;
import io.caravanserai.label.queue.LabelAccounts;
import io.caravanserai.label.queue.LabelCancel;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import io.caravanserai.tracking.Outbox;
import io.caravanserai.tracking.TrackingKey;
import io.caravanserai.tracking.TrackingKeys;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Shipments with their parcels, label work, tracking keys and idempotency records: each request is one transaction. */
public final class ShipmentStore {
    private final Database database;
    private final TrackingKeys keys;

    public ShipmentStore(Database database, Outbox outbox) {
        this.database = database;
        this.keys = new TrackingKeys(database.dialect(), outbox);
    }

    /** Thrown to undo what a transaction did before it turned out that it may not. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused() {
            super("refused", null, false, false);
        }
    }

    Creation create(ShipmentDraft draft, Optional<IdempotencyKey> key) {
        if (!hasAccount(draft)) {
            return key.flatMap(known -> answered(draft.accountNumber(), known))
                    .orElseGet(() -> new Creation.UnknownAccount(String.valueOf(draft.carrierAccount())));
        }
        try {
            return database.write(connection -> create(connection, draft, key));
        } catch (Refused e) {
            return new Creation.DuplicateRef();
        }
    }

    private boolean hasAccount(ShipmentDraft draft) {
        String account = draft.carrierAccount();
        return account == null
                || database.read(connection ->
                        LabelAccounts.serves(connection, draft.carrier(), account, draft.accountNumber()));
    }

    private Creation create(Connection connection, ShipmentDraft draft, Optional<IdempotencyKey> key)
            throws SQLException {
        // first of all: a concurrent request with the same key waits here for the other's commit
        if (key.isPresent() && !claim(connection, draft, key.get())) {
            return find(connection, draft.accountNumber(), key.get()).orElseThrow();
        }
        insertShipment(connection, draft);
        insertParcels(connection, draft);
        insertLabelWork(connection, draft);
        String reference = draft.shipperReference();
        if (reference == null) {
            return new Creation.Made(draft.answer(), List.of());
        }
        TrackingKey byReference = new TrackingKey(
                draft.carrier(), reference, TrackingKey.Kind.REFERENCE, draft.id(), null, draft.accountNumber());
        return new Creation.Made(draft.answer(), keys.add(connection, List.of(byReference), draft.now()));
    }

    /** What the same key was answered before; empty when it is new. */
    Optional<Creation> answered(String account, IdempotencyKey key) {
        return database.read(connection -> find(connection, account, key));
    }

    private static boolean claim(Connection connection, ShipmentDraft draft, IdempotencyKey key) throws SQLException {
        return Sql.update(
                        connection,
                        """
                        INSERT INTO idempotency_key (account_number, key_value, request_hash, status, answer, created_at)
                        VALUES (?,?,?,202,?,?) ON CONFLICT DO NOTHING""",
                        draft.accountNumber(),
                        key.value(),
                        key.requestHash(),
                        draft.answer(),
                        draft.now())
                == 1;
    }

    private static Optional<Creation> find(Connection connection, String account, IdempotencyKey key)
            throws SQLException {
        return Sql.first(
                connection,
                "SELECT request_hash, status, answer FROM idempotency_key WHERE account_number = ? AND key_value = ?",
                row -> row.getString(1).equals(key.requestHash())
                        ? new Creation.Replayed(row.getInt(2), row.getString(3))
                        : new Creation.KeyReused(),
                account,
                key.value());
    }

    private static void insertShipment(Connection connection, ShipmentDraft draft) throws SQLException {
        int made = Sql.update(
                connection,
                """
                INSERT INTO shipment (id, account_number, uuid_ref, origin, carrier_id, carrier_service, tracking_level,
                    carrier_tracking_id, manifest_status, label_status, meta_data, shipment_refs, request, prepared,
                    preparation, page_token, created_at, updated_at)
                VALUES (?,?,?,'created',?,?,?,NULL,?,'queued',?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING""",
                draft.id(),
                draft.accountNumber(),
                draft.uuidRef(),
                draft.carrier(),
                draft.service(),
                draft.trackingLevel(),
                draft.manifestStatus(),
                draft.metaData(),
                draft.references(),
                draft.request(),
                draft.prepared(),
                draft.preparation(),
                draft.pageToken(),
                draft.now(),
                draft.now());
        if (made == 0) {
            throw new Refused();
        }
    }

    private static void insertParcels(Connection connection, ShipmentDraft draft) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (ShipmentDraft.Parcel parcel : draft.parcels()) {
            rows.add(new Object[] {
                parcel.id(), draft.id(), rows.size(), parcel.uuidRef(), parcel.metaData(), parcel.items()
            });
        }
        Sql.batch(
                connection,
                "INSERT INTO parcel (id, shipment_id, position, uuid_ref, meta_data, items) VALUES (?,?,?,?,?,?)",
                rows);
    }

    /** For a sandbox account the work is never a carrier's, so no carrier is ever asked. */
    private static void insertLabelWork(Connection connection, ShipmentDraft draft) throws SQLException {
        Sql.update(
                connection,
                """
                INSERT INTO label_work (id, shipment_id, account_number, carrier_id, carrier_account, service, format, size,
                    status, attempts, error, due_at, created_at, updated_at)
                SELECT ?,?,account_number,CASE sandbox WHEN 1 THEN 'in_house' ELSE ? END,
                    CASE sandbox WHEN 1 THEN NULL ELSE CAST(? AS TEXT) END,?,?,?,'queued',0,NULL,?,?,?
                FROM account WHERE account_number = ?""",
                Ids.next(draft.now()),
                draft.id(),
                draft.carrier(),
                draft.carrierAccount(),
                draft.service(),
                draft.labelFormat(),
                draft.labelSize(),
                draft.now(),
                draft.now(),
                draft.now(),
                draft.accountNumber());
    }

    /**
     * Cancels the label and forgets the shipment's tracking keys; a tracker is no longer followed. Doing it again changes
     * nothing.
     *
     * @param takesBack whether a carrier takes labels back
     * @return whether it was done; while a label is being bought it is too late, and once it is made when it may not be
     *     given back. What is or may be bought the queue gives back
     */
    boolean cancel(String shipmentId, Predicate<String> takesBack, long now) {
        try {
            return database.write(connection -> cancel(connection, shipmentId, takesBack, now));
        } catch (Refused e) {
            return false;
        }
    }

    private static boolean cancel(Connection connection, String shipmentId, Predicate<String> takesBack, long now)
            throws SQLException {
        boolean returnable = ReturnRule.allows(connection, shipmentId, takesBack);
        // refused after some of it is done: the transaction must not be kept
        String status =
                LabelCancel.cancel(connection, shipmentId, returnable, now).orElseThrow(Refused::new);
        int changed = Sql.update(
                connection,
                "UPDATE shipment SET label_status = ?, updated_at = ? WHERE id = ? AND label_status <> ?",
                status,
                now,
                shipmentId,
                status);
        if (changed > 0 && status.equals("cancelled")) {
            LabelOutcomes.cancelled(connection, shipmentId, now);
        }
        Sql.update(connection, "DELETE FROM tracking_key WHERE shipment_id = ?", shipmentId);
        return true;
    }
}
