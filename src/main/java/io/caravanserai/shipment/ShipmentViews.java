package io.caravanserai.shipment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import io.caravanserai.label.queue.LabelOutlook;
import io.caravanserai.store.Sql;
import io.caravanserai.tracking.CurrentStatus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The answer of GET /shipments/{id}: what was made, how far its label is, and where it was last seen. */
final class ShipmentViews {
    private ShipmentViews() {}

    static ObjectNode of(Connection connection, String id, long clock) throws SQLException {
        ObjectNode view = Sql.first(
                        connection,
                        """
                        SELECT s.*, a.sandbox FROM shipment s JOIN account a ON a.account_number = s.account_number
                        WHERE s.id = ?""",
                        ShipmentViews::shipment,
                        id)
                .orElseThrow();
        view.set("label", label(connection, id, clock));
        view.set("tracking_status", status(CurrentStatus.ofShipment(connection, id)));
        ArrayNode parcels = view.putArray("parcels");
        for (ObjectNode parcel : Sql.list(
                connection,
                "SELECT * FROM parcel WHERE shipment_id = ? ORDER BY position",
                ShipmentViews::parcel,
                id)) {
            parcel.set(
                    "tracking_status",
                    status(CurrentStatus.ofParcel(connection, parcel.path("id").asText())));
            parcels.add(parcel);
        }
        return view;
    }

    private static ObjectNode shipment(ResultSet row) throws SQLException {
        ObjectNode view = Json.mapper().createObjectNode();
        view.put("id", row.getString("id"))
                .put("uuid_ref", row.getString("uuid_ref"))
                .put("origin", row.getString("origin"))
                .put("created_utc", utc(row.getLong("created_at")))
                .put("updated_utc", utc(row.getLong("updated_at")))
                .put("tracking_level", row.getString("tracking_level"))
                .put("manifest_status", row.getString("manifest_status"))
                .put("manifest_id", row.getString("manifest_id"))
                .put("label_status", row.getString("label_status"))
                .put("tracking_number", row.getString("carrier_tracking_id"));
        view.putObject("carrier")
                .put("code", row.getString("carrier_id"))
                .putObject("service")
                .put("code", row.getString("carrier_service"));
        view.set("meta_data", Json.kept(row.getString("meta_data")));
        view.set("references", Json.kept(row.getString("shipment_refs")));
        if (row.getInt("sandbox") == 1) {
            view.put("sandbox", true);
        }
        String preparation = row.getString("preparation");
        if (preparation != null) {
            view.set("preparation", Json.kept(preparation));
        }
        return view;
    }

    private static ObjectNode parcel(ResultSet row) throws SQLException {
        ObjectNode view = Json.mapper().createObjectNode();
        view.put("id", row.getString("id"))
                .put("uuid_ref", row.getString("uuid_ref"))
                .put("tracking_number", row.getString("carrier_tracking_id"));
        view.set("meta_data", Json.kept(row.getString("meta_data")));
        view.set("items", Json.kept(row.getString("items")));
        return view;
    }

    /** The label work of the shipment; null for a tracker. A failed one comes first: it is what needs attention. */
    private static JsonNode label(Connection connection, String id, long clock) throws SQLException {
        return Sql.first(
                        connection,
                        """
                        SELECT * FROM label_work WHERE shipment_id = ?
                        ORDER BY CASE status WHEN 'failed' THEN 0 ELSE 1 END, created_at, id LIMIT 1""",
                        row -> label(row, LabelOutlook.of(connection, row.getString("id"), clock)),
                        id)
                .orElseGet(() -> Json.mapper().nullNode());
    }

    private static JsonNode label(ResultSet row, Optional<LabelOutlook> outlook) throws SQLException {
        String error = row.getString("error");
        ObjectNode view = Json.mapper()
                .createObjectNode()
                .put("status", row.getString("status"))
                .put("format", row.getString("format"))
                .put("size", row.getString("size"))
                .put("attempts", row.getInt("attempts"))
                .put("due_utc", utc(row.getLong("due_at")))
                .put("updated_utc", utc(row.getLong("updated_at")))
                .put("queue_position", outlook.map(LabelOutlook::position).orElse(null))
                .put(
                        "expected_utc",
                        outlook.flatMap(LabelOutlook::expectedUtc)
                                .map(Instant::toString)
                                .orElse(null));
        view.set("error", error == null ? Json.mapper().nullNode() : Json.kept(error));
        return view;
    }

    /** Null before the first event. */
    private static JsonNode status(Optional<CurrentStatus> status) {
        if (status.isEmpty()) {
            return Json.mapper().nullNode();
        }
        return Json.mapper()
                .createObjectNode()
                .put("milestone", status.get().milestone())
                .put("code", status.get().code())
                .put("sub_code", status.get().subCode())
                .put("occurred_utc", utc(status.get().occurredAt()))
                .put("ended", status.get().ended());
    }

    private static String utc(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
