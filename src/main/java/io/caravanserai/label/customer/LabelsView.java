package io.caravanserai.label.customer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import io.caravanserai.label.convert.Warning;
import io.caravanserai.label.document.ParcelLabel;
import io.caravanserai.store.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The answer of GET /shipments/{id}/labels: a shipment with the labels of its parcels. */
final class LabelsView {
    private LabelsView() {}

    static ObjectNode of(Connection connection, String shipmentId, List<ParcelLabel> labels) throws SQLException {
        Map<String, ParcelLabel> byParcel =
                labels.stream().collect(Collectors.toMap(ParcelLabel::parcelId, Function.identity()));
        ObjectNode view = Json.mapper().createObjectNode();
        ObjectNode shipment = Sql.first(
                        connection, "SELECT * FROM shipment WHERE id = ?", LabelsView::shipment, shipmentId)
                .orElseThrow();
        view.set("shipment", shipment);
        ArrayNode parcels = shipment.putArray("parcels");
        Sql.list(
                        connection,
                        "SELECT * FROM parcel WHERE shipment_id = ? ORDER BY position",
                        row -> parcel(row, Objects.requireNonNull(byParcel.get(row.getString("id")))),
                        shipmentId)
                .forEach(parcels::add);
        view.putArray("documents");
        return view;
    }

    private static ObjectNode shipment(ResultSet row) throws SQLException {
        return Json.mapper()
                .createObjectNode()
                .put("id", row.getString("id"))
                .put("uuid_ref", row.getString("uuid_ref"))
                .put("created_utc", utc(row.getLong("created_at")))
                .put("updated_utc", utc(row.getLong("updated_at")))
                .put("tracking_level", row.getString("tracking_level"))
                .put("manifest_status", row.getString("manifest_status"))
                .putNull("manifest_id")
                .put("tracking_number", row.getString("carrier_tracking_id"))
                .putNull("eta");
    }

    private static ObjectNode parcel(ResultSet row, ParcelLabel label) throws SQLException {
        ObjectNode view = Json.mapper()
                .createObjectNode()
                .put("id", row.getString("id"))
                .put("uuid_ref", row.getString("uuid_ref"))
                .put("tracking_number", label.trackingNumber());
        view.putObject("barcodes")
                .put("primary", label.barcodes().get("primary"))
                .put("secondary", label.barcodes().get("secondary"));
        view.putObject("labels_codes")
                .putObject("label")
                .put("format", label.format().code())
                .put("size", label.size().code())
                .put("base64_encoded", label.content());
        ArrayNode notes = view.putArray("carrier_label_meta_data");
        for (Warning warning : label.warnings()) {
            notes.addObject().put("key", warning.code()).put("value", warning.text());
        }
        view.set("items", Json.read(row.getString("items").getBytes(StandardCharsets.UTF_8), JsonNode.class));
        return view;
    }

    private static String utc(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
