package io.caravanserai.delivery;

import io.caravanserai.event.InboundMessage;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.tracking.ShipmentEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Harmonized events of shipments, as the store route hands them to the outbox. */
public final class News {
    private News() {}

    public static ShipmentEvent of(String shipment, String eventId) {
        return of(shipment, eventId, "acme", "in_transit");
    }

    public static ShipmentEvent of(String shipment, String eventId, String carrier, String milestone) {
        return of(FreshStore.ACCOUNT, shipment, event(eventId, carrier, milestone, "en_route", null));
    }

    public static ShipmentEvent of(String account, String shipment, TrackingEvent event) {
        return new ShipmentEvent(
                account,
                shipment,
                "order-" + shipment,
                List.of(new TrackingEvent.MetaData("shop", "north")),
                "shipment",
                null,
                event);
    }

    public static TrackingEvent event(
            String id, String carrier, String milestone, String code, @Nullable String signedBy) {
        TrackingEvent.Event event = new TrackingEvent.Event(
                id,
                List.of(),
                new TrackingEvent.EventTime("2026-03-02T10:00:05Z", "2026-03-02T11:00:00+01:00"),
                new TrackingEvent.Codes(
                        new TrackingEvent.Codes.Gluey(milestone, code, null, null),
                        new TrackingEvent.Codes.Carrier("OT", null, "Out, \"for\" delivery")),
                new TrackingEvent.Location(null, new TrackingEvent.Address(null, "Lund", null, "22100", "SE"), null),
                null,
                new TrackingEvent.Other(
                        null, null, signedBy == null ? null : new TrackingEvent.DeliveryConfirmation(signedBy)),
                null,
                "offset",
                false,
                null);
        return new TrackingEvent(
                1,
                carrier,
                "TN" + id,
                List.of(),
                10,
                false,
                1_772_445_600_000L,
                "2026-03-02T10:00:05Z",
                new TrackingEvent.Origin("in-1", new InboundMessage.Source("webhook", "req-1", 0, 0), "m:1", "c:1"),
                event);
    }
}
