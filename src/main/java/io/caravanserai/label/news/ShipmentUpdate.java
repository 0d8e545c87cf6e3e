package io.caravanserai.label.news;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The body of a shipment webhook.
 *
 * @param carrierTrackingUrl no carrier's address is known to the hub
 * @param trackingPageUrl the hub's own page about the shipment; null in what is about no shipment
 * @param updateType {@code labels}, {@code label_failed}, {@code manifest} or {@code other}
 */
record ShipmentUpdate(
        String id,
        String uuidRef,
        String createdUtc,
        String updatedUtc,
        @Nullable String trackingLevel,
        @Nullable String carrierTrackingId,
        @Nullable String carrierTrackingUrl,
        @Nullable String trackingPageUrl,
        JsonNode metaData,
        JsonNode references,
        String updateType,
        ObjectNode updateData) {

    /** What is told with every update of a shipment; the update itself is added by {@link #with}. */
    static ShipmentUpdate of(Connection connection, String shipmentId, String pageUrl) throws SQLException {
        return Sql.first(connection, "SELECT * FROM shipment WHERE id = ?", row -> read(row, pageUrl), shipmentId)
                .orElseThrow();
    }

    ShipmentUpdate with(String type, ObjectNode data) {
        return new ShipmentUpdate(
                id,
                uuidRef,
                createdUtc,
                updatedUtc,
                trackingLevel,
                carrierTrackingId,
                carrierTrackingUrl,
                trackingPageUrl,
                metaData,
                references,
                type,
                data);
    }

    private static ShipmentUpdate read(ResultSet row, String pageUrl) throws SQLException {
        return new ShipmentUpdate(
                row.getString("id"),
                row.getString("uuid_ref"),
                utc(row.getLong("created_at")),
                utc(row.getLong("updated_at")),
                row.getString("tracking_level"),
                row.getString("carrier_tracking_id"),
                null,
                pageUrl,
                Json.kept(Objects.requireNonNull(row.getString("meta_data"))),
                Json.kept(Objects.requireNonNull(row.getString("shipment_refs"))),
                "other",
                Json.mapper().createObjectNode());
    }

    static String utc(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
