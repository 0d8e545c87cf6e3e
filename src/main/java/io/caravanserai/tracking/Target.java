package io.caravanserai.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.caravanserai.event.Json;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A shipment, or one parcel of it, that a tracking key leads to. */
record Target(
        TrackingKey key,
        String uuidRef,
        List<TrackingEvent.MetaData> metaData,
        String trackingLevel,
        ShipmentEvent.@Nullable Parcel parcel) {
    private static final TypeReference<List<TrackingEvent.MetaData>> META_DATA = new TypeReference<>() {};

    /** All targets of these numbers of a carrier, whatever the kind of key. */
    static List<Target> find(Connection connection, String carrier, Collection<String> values) throws SQLException {
        return Sql.listIn(
                connection,
                """
                SELECT k.carrier_id, k.key_value, k.kind, k.shipment_id, k.parcel_id, k.account_number,
                    s.uuid_ref, s.meta_data, s.tracking_level,
                    p.uuid_ref AS parcel_ref, p.carrier_tracking_id AS parcel_number, p.meta_data AS parcel_meta
                FROM tracking_key k JOIN shipment s ON s.id = k.shipment_id LEFT JOIN parcel p ON p.id = k.parcel_id
                WHERE k.carrier_id = ? AND k.key_value IN""",
                Target::read,
                values,
                carrier);
    }

    private static Target read(ResultSet row) throws SQLException {
        String parcelId = row.getString("parcel_id");
        String level = row.getString("tracking_level");
        ShipmentEvent.Parcel parcel = null;
        // where the carrier tracks the shipment, a number kept with its only parcel is the shipment's
        if (parcelId != null && level.equals("parcel")) {
            parcel = new ShipmentEvent.Parcel(
                    parcelId,
                    row.getString("parcel_ref"),
                    row.getString("parcel_number"),
                    metaData(row.getString("parcel_meta")));
        }
        TrackingKey key = new TrackingKey(
                row.getString("carrier_id"),
                row.getString("key_value"),
                TrackingKey.Kind.of(row.getString("kind")),
                row.getString("shipment_id"),
                parcelId,
                row.getString("account_number"));
        return new Target(key, row.getString("uuid_ref"), metaData(row.getString("meta_data")), level, parcel);
    }

    private static List<TrackingEvent.MetaData> metaData(String json) {
        if (json.equals("[]")) {
            return List.of();
        }
        try {
            return Json.mapper().readValue(json, META_DATA);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the store has meta data that are no list of key and value", e);
        }
    }

    /** The same target reached by another number. */
    Target by(String number) {
        TrackingKey learned = new TrackingKey(
                key.carrierId(),
                number,
                TrackingKey.Kind.LEARNED,
                key.shipmentId(),
                key.parcelId(),
                key.accountNumber());
        return new Target(learned, uuidRef, metaData, trackingLevel, parcel);
    }

    ShipmentEvent news(TrackingEvent event) {
        return new ShipmentEvent(
                key.accountNumber(), key.shipmentId(), uuidRef, metaData, trackingLevel, parcel, event);
    }
}
