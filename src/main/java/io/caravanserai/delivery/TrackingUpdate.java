package io.caravanserai.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.caravanserai.event.Json;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.tracking.ShipmentEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The object of a tracking webhook; the body is a list of one of them. */
record TrackingUpdate(
        String shipmentId,
        String shipmentUuidRef,
        List<TrackingEvent.MetaData> shipmentMetaData,
        String carrierId,
        String carrierTrackingId,
        String trackingLevel,
        @JsonInclude(JsonInclude.Include.NON_NULL) ShipmentEvent.@Nullable Parcel parcel,
        TrackingEvent.Event event) {

    static byte[] body(ShipmentEvent news) {
        return Json.bytes(List.of(new TrackingUpdate(
                news.shipmentId(),
                news.shipmentUuidRef(),
                news.shipmentMetaData(),
                news.event().carrierId(),
                news.event().carrierTrackingId(),
                news.trackingLevel(),
                news.parcel(),
                news.event().event())));
    }
}
