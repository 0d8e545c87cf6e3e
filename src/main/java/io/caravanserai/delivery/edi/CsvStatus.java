package io.caravanserai.delivery.edi;

import io.caravanserai.event.CsvCell;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.tracking.ShipmentEvent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Events as CSV in UTF-8 with a header row (RFC 4180); columns are only ever added at the end. What carriers say is no
 * formula in it ({@link CsvCell}).
 */
final class CsvStatus {
    private static final String HEADER =
            "event_id,shipment_id,shipment_uuid_ref,parcel_uuid_ref,carrier_id,carrier_tracking_id,event_time,"
                    + "time_basis,milestone,code,sub_code,carrier_code,text,city,state,postal_code,iso_country,eta,"
                    + "signed_by,out_of_order,replaces\r\n";

    private CsvStatus() {}

    static byte[] write(List<ShipmentEvent> events) {
        StringBuilder text = new StringBuilder(HEADER);
        events.forEach(event -> text.append(row(event)).append("\r\n"));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String row(ShipmentEvent news) {
        TrackingEvent.Event event = news.event().event();
        TrackingEvent.Codes.Gluey code = event.codes().gluey();
        TrackingEvent.Address place = event.place();
        return Arrays.<@Nullable String>asList(
                        event.id(),
                        news.shipmentId(),
                        news.shipmentUuidRef(),
                        news.parcel() == null ? null : news.parcel().parcelUuidRef(),
                        news.event().carrierId(),
                        news.event().carrierTrackingId(),
                        event.eventTime().carrierUtc(),
                        event.timeBasis(),
                        code.milestone(),
                        code.code(),
                        code.subCode(),
                        event.codes().carrier().code(),
                        event.text(),
                        place.city(),
                        place.state(),
                        place.postalCode(),
                        place.isoCountry(),
                        event.eta(),
                        event.signedBy(),
                        Boolean.toString(event.outOfOrder()),
                        event.replaces())
                .stream()
                .map(CsvCell::of)
                .collect(Collectors.joining(","));
    }
}
