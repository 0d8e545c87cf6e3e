package io.caravanserai.shipment;

import io.caravanserai.retention.Expiry;
import java.util.List;

/** When shipments and what belongs to them are kept no longer. */
public final class ShipmentExpiry {
    /**
     * Shipments that nobody changed for long and of which no news came, with parcels, labels and numbers; not while their
     * label is being bought or given back, or told.
     */
    public static final Expiry SHIPMENTS = Expiry.archived("shipments", "shipment", List.of("id"), "updated_at")
            .where(
                    """
                    NOT EXISTS (SELECT 1 FROM tracking_key k JOIN tracking_status s
                        ON s.carrier_id = k.carrier_id AND s.carrier_tracking_id = k.key_value
                        WHERE k.shipment_id = shipment.id AND s.updated_at >= ?)
                    AND NOT EXISTS (SELECT 1 FROM label_work w WHERE w.shipment_id = shipment.id
                        AND w.status IN ('queued', 'requesting', 'unknown', 'undocumented', 'voiding'))
                    AND NOT EXISTS (SELECT 1 FROM label_outcome o WHERE o.shipment_id = shipment.id
                        AND o.released_at IS NULL)""")
            .with("label_batch_shipment", "shipment_id")
            .with("label_outcome", "shipment_id")
            .with("label_document", "shipment_id")
            .with("label_work", "shipment_id")
            .with("tracking_key", "shipment_id")
            .with("parcel", "shipment_id");

    /** Batches of labels without a shipment that is kept. */
    public static final Expiry BATCHES = Expiry.forgotten("label-batches", "label_batch", List.of("id"), "updated_at")
            .where("status <> 'open' AND NOT EXISTS (SELECT 1 FROM label_batch_shipment s WHERE s.batch_id ="
                    + " label_batch.id)");

    /** Answers to requests with an Idempotency-Key. */
    public static final Expiry REQUESTS = Expiry.forgotten(
            "idempotency-keys", "idempotency_key", List.of("account_number", "key_value"), "created_at");

    private ShipmentExpiry() {}
}
