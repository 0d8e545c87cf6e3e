package io.caravanserai.label.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.render.LabelFormat;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the labels that the queue kept. */
final class KeptLabels {
    private static final String OF_SHIPMENT =
            """
            SELECT d.*, p.uuid_ref, p.position, w.format AS asked_format, w.size AS asked_size
            FROM label_work w JOIN label_document d ON d.label_work_id = w.id JOIN parcel p ON p.id = d.parcel_id
            WHERE w.shipment_id = ? AND w.status = 'made' ORDER BY p.position""";

    private final Database database;

    KeptLabels(Database database) {
        this.database = database;
    }

    /** One for each parcel in order; empty while there is none. */
    List<KeptLabel> of(String shipmentId) {
        return database.read(connection -> {
            boolean crop = crop(connection, shipmentId);
            return Sql.list(connection, OF_SHIPMENT, row -> label(row, crop), shipmentId);
        });
    }

    /** The bytes of one of them. */
    byte[] content(KeptLabel label) {
        return database.read(connection -> Sql.first(
                        connection,
                        "SELECT content FROM label_document WHERE label_work_id = ? AND parcel_id = ?",
                        row -> row.getBytes(1),
                        label.workId(),
                        label.parcelId()))
                .orElseThrow();
    }

    private static boolean crop(Connection connection, String shipmentId) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT request FROM shipment WHERE id = ?",
                        row -> json(row.getString(1))
                                .at("/gluey_services/paid/smart_crop")
                                .asBoolean(false),
                        shipmentId)
                .orElse(false);
    }

    private static KeptLabel label(ResultSet row, boolean crop) throws SQLException {
        Map<String, String> numbers = new LinkedHashMap<>();
        json(row.getString("carrier_numbers"))
                .properties()
                .forEach(
                        number -> numbers.put(number.getKey(), number.getValue().asText()));
        return new KeptLabel(
                row.getString("label_work_id"),
                row.getString("parcel_id"),
                row.getString("uuid_ref"),
                row.getInt("position"),
                row.getString("tracking_number"),
                numbers,
                row.getString("format"),
                LabelFormat.of(row.getString("asked_format")).orElseThrow(),
                LabelSize.of(row.getString("asked_size")).orElseThrow(),
                crop);
    }

    private static JsonNode json(String kept) {
        return Json.read(kept.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}
