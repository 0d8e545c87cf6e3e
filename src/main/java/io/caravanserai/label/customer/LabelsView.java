package io.caravanserai.label.customer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import io.caravanserai.label.convert.Warning;
import io.caravanserai.label.document.ParcelLabel;
import io.caravanserai.store.Sql;
import io.caravanserai.tracking.CurrentEta;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The answer of GET /shipments/{id}/labels: a shipment with the labels of its parcels. */
final class LabelsView {
    private static final String MANIFEST =
            "SELECT b.* FROM shipment s JOIN label_batch b ON b.id = s.manifest_id WHERE s.id = ?";

    private LabelsView() {}

    /**
     * @param whole where one document with all labels is; it is told of when there are several parcels
     */
    static ObjectNode of(Connection connection, String shipmentId, List<ParcelLabel> labels, Supplier<URI> whole)
            throws SQLException {
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
        shipment.put("eta", CurrentEta.of(connection, shipmentId).orElse(null));
        ArrayNode documents = view.putArray("documents");
        if (labels.size() > 1) {
            ParcelLabel first = labels.get(0);
            documents
                    .addObject()
                    .put("type", "labels")
                    .put("format", first.format().code())
                    .put("size", first.size().code())
                    .put("url", whole.get().toString());
        }
        Sql.list(connection, MANIFEST, LabelsView::manifest, shipmentId).forEach(documents::add);
        return view;
    }

    private static ObjectNode manifest(ResultSet row) throws SQLException {
        return Json.mapper()
                .createObjectNode()
                .put("type", "manifest")
                .put("format", row.getString("format"))
                .put("size", row.getString("size"))
                .put("url", "/label-batches/" + row.getString("id") + "/document");
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
                .put("manifest_id", row.getString("manifest_id"))
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
