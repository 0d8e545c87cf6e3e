package io.caravanserai.tracking;

import io.caravanserai.event.TrackingEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A newly stored event joined with one shipment it concerns: what a customer is told.
 *
 * @param accountNumber the customer
 * @param shipmentId our id of the shipment
 * @param shipmentUuidRef the customer's id of it
 * @param shipmentMetaData the customer's own keys and values, echoed
 * @param trackingLevel "shipment" or "parcel"
 * @param parcel the parcel the event is about, null when it concerns the shipment
 * @param event the harmonized event
 */
public record ShipmentEvent(
        String accountNumber,
        String shipmentId,
        String shipmentUuidRef,
        List<TrackingEvent.MetaData> shipmentMetaData,
        String trackingLevel,
        @Nullable Parcel parcel,
        TrackingEvent event) {

    public ShipmentEvent {
        shipmentMetaData = List.copyOf(shipmentMetaData);
    }

    /** The parcel as webhooks name it. */
    public record Parcel(
            String parcelId,
            String parcelUuidRef,
            @Nullable String carrierTrackingId,
            List<TrackingEvent.MetaData> parcelMetaData) {
        public Parcel {
            parcelMetaData = List.copyOf(parcelMetaData);
        }
    }
}
