package io.caravanserai.label.queue;

import io.caravanserai.event.Ids;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Rows of shipments whose labels wait, as POST /shipments leaves them. */
public final class QueuedLabels {
    private static final String REQUEST =
            """
            {"carrier": {"code": "sandbox", "service": {"code": "standard"}},
             "shipment": {"addresses": {"to_address": {"name": "Ada Holm", "city": "Aarhus"}},
               "parcels": [{"weight": {"value": 1.5, "unit": "kg"}}]}}""";

    private QueuedLabels() {}

    /** So many shipments of one parcel; answers their ids. */
    public static List<String> add(Database database, String carrier, String customer, int count) {
        return database.write(connection -> {
            Sql.update(
                    connection,
                    "INSERT INTO account (account_number, name, created_at) VALUES (?,?,0) ON CONFLICT DO NOTHING",
                    customer,
                    customer);
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                ids.add(shipment(connection, carrier, customer));
            }
            return ids;
        });
    }

    private static String shipment(Connection connection, String carrier, String customer) throws SQLException {
        String id = Ids.next(1_000);
        Sql.update(
                connection,
                """
                INSERT INTO shipment (id, account_number, uuid_ref, origin, carrier_id, carrier_service, tracking_level,
                    manifest_status, label_status, meta_data, shipment_refs, request, created_at, updated_at)
                VALUES (?,?,?,'created',?,'standard','shipment','ok','queued','[]','{}',?,0,0)""",
                id,
                customer,
                id,
                carrier,
                REQUEST);
        Sql.update(connection, "INSERT INTO parcel VALUES (?,?,0,?,NULL,'[]','[]')", "p-" + id, id, id);
        Sql.update(
                connection,
                """
                INSERT INTO label_work (id, shipment_id, account_number, carrier_id, service, format, size, status,
                    attempts, error, due_at, created_at, updated_at)
                VALUES (?,?,?,?,'standard','zpl200','4x6','queued',0,NULL,1000,1000,1000)""",
                Ids.next(1_000),
                id,
                customer,
                carrier);
        return id;
    }

    /** How many label works are in a state. */
    public static long count(Database database, String status) {
        return database.read(
                connection -> Sql.number(connection, "SELECT COUNT(*) FROM label_work WHERE status = ?", status));
    }
}
