package io.caravanserai.label.queue;

import io.caravanserai.event.Json;
import io.caravanserai.label.buy.CarrierAnswer;
import io.caravanserai.label.buy.LabelDocument;
import io.caravanserai.label.buy.LabelOrder;
import io.caravanserai.label.buy.SoldParcel;
import io.caravanserai.store.Dialect;
import io.caravanserai.store.Sql;
import io.caravanserai.tracking.Outbox;
import io.caravanserai.tracking.TrackingKey;
import io.caravanserai.tracking.TrackingKeys;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps what a carrier sold: documents, and its numbers as those by which its events find the shipment. */
final class LabelSales {
    private final TrackingKeys keys;

    LabelSales(Dialect dialect, Outbox outbox) {
        this.keys = new TrackingKeys(dialect, outbox);
    }

    /** Doing it again with a document that was missing adds the document. */
    List<Outbox.Notification> keep(
            Connection connection, String workId, LabelOrder order, CarrierAnswer.Sold sold, long now)
            throws SQLException {
        List<TrackingKey> numbers = new ArrayList<>();
        for (int i = 0; i < Math.min(sold.parcels().size(), order.parcelIds().size()); i++) {
            SoldParcel parcel = sold.parcels().get(i);
            String id = order.parcelIds().get(i);
            document(connection, workId, order.shipmentId(), id, parcel, now);
            Sql.update(
                    connection, "UPDATE parcel SET carrier_tracking_id = ? WHERE id = ?", parcel.trackingNumber(), id);
            numbers.add(key(order, parcel.trackingNumber(), id));
        }
        String whole = whole(sold);
        if (numbers.stream().noneMatch(key -> key.value().equals(whole))) {
            numbers.add(new TrackingKey(
                    order.carrier(),
                    whole,
                    TrackingKey.Kind.TRACKING,
                    order.shipmentId(),
                    null,
                    order.accountNumber()));
        }
        shipment(connection, order, whole, now);
        return keys.add(connection, numbers, now);
    }

    /** The numbers alone, by which a sale that nobody wants or can use is given back; what has numbers is not bought again. */
    void note(Connection connection, String workId, LabelOrder order, CarrierAnswer.Sold sold, long now)
            throws SQLException {
        for (int i = 0; i < Math.min(sold.parcels().size(), order.parcelIds().size()); i++) {
            SoldParcel parcel = sold.parcels().get(i);
            SoldParcel number = new SoldParcel(parcel.trackingNumber(), parcel.numbers(), Optional.empty());
            document(connection, workId, order.shipmentId(), order.parcelIds().get(i), number, now);
        }
        shipment(connection, order, whole(sold), now);
    }

    private static String whole(CarrierAnswer.Sold sold) {
        return sold.shipmentNumber().orElse(sold.parcels().get(0).trackingNumber());
    }

    private static void shipment(Connection connection, LabelOrder order, String number, long now) throws SQLException {
        Sql.update(
                connection,
                "UPDATE shipment SET carrier_tracking_id = ?, updated_at = ? WHERE id = ?",
                number,
                now,
                order.shipmentId());
    }

    private static TrackingKey key(LabelOrder order, String number, String parcelId) {
        return new TrackingKey(
                order.carrier(),
                number,
                TrackingKey.Kind.TRACKING,
                order.shipmentId(),
                // the number of an only parcel is that of the shipment
                order.parcelIds().size() == 1 ? null : parcelId,
                order.accountNumber());
    }

    private static void document(
            Connection connection, String workId, String shipmentId, String parcelId, SoldParcel parcel, long now)
            throws SQLException {
        Sql.update(
                connection,
                """
                INSERT INTO label_document (label_work_id, parcel_id, shipment_id, tracking_number, carrier_numbers,
                    format, content, created_at)
                VALUES (?,?,?,?,?,?,?,?)
                ON CONFLICT (label_work_id, parcel_id) DO UPDATE SET
                    format = COALESCE(excluded.format, label_document.format),
                    content = COALESCE(excluded.content, label_document.content)""",
                workId,
                parcelId,
                shipmentId,
                parcel.trackingNumber(),
                Json.text(parcel.numbers()),
                parcel.document().map(LabelDocument::format).orElse(null),
                parcel.document().map(LabelDocument::content).orElse(null),
                now);
    }
}
