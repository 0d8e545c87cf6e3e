package io.caravanserai.tracking;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of shipments for tests of tracking. */
final class Shipments {
    private Shipments() {}

    /** A shipment of carrier acme with one key, joined with what is kept about it. */
    static List<Outbox.Notification> add(
            Database database, Outbox outbox, String account, String id, TrackingKey.Kind kind, String value) {
        return database.write(connection -> {
            insert(connection, account, id, "shipment");
            return key(connection, database, outbox, account, id, null, kind, value);
        });
    }

    static List<Outbox.Notification> key(
            Connection connection,
            Database database,
            Outbox outbox,
            String account,
            String id,
            @Nullable String parcel,
            TrackingKey.Kind kind,
            String value)
            throws SQLException {
        return new TrackingKeys(database.dialect(), outbox)
                .add(connection, List.of(new TrackingKey("acme", value, kind, id, parcel, account)), 0);
    }

    static void insert(Connection connection, String account, String id, String level) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO account (account_number, name, created_at) VALUES (?,?,0) ON CONFLICT DO NOTHING",
                account,
                account);
        Sql.update(
                connection,
                """
                INSERT INTO shipment (id, account_number, uuid_ref, origin, carrier_id, tracking_level, manifest_status,
                    label_status, meta_data, shipment_refs, request, created_at, updated_at)
                VALUES (?,?,?,'created','acme',?,'ok','queued',?,'{}','{}',0,0)""",
                id,
                account,
                "ref-" + id,
                level,
                "[{\"key\":\"shop\",\"value\":\"north\"}]");
    }

    static void parcel(Connection connection, String shipment, String id, int position) throws SQLException {
        Sql.update(
                connection, "INSERT INTO parcel VALUES (?,?,?,?,NULL,'[]','[]')", id, shipment, position, "ref-" + id);
    }
}
