package io.caravanserai.delivery;

import io.caravanserai.event.Ids;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.event.Json;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.harmonize.TrackerEventType;
import io.caravanserai.tracking.ShipmentEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A message that shows whether an endpoint is reached and takes what it is sent. It has the form of any other, is about a
 * shipment that nobody has, and says {@code "test": "true"} in the shipment's meta data.
 */
final class TestMessage {
    private static final String SHIPMENT = "00000000-0000-0000-0000-000000000000";
    private static final String CARRIER = "sandbox";
    private static final String NUMBER = "TEST";
    private static final List<TrackingEvent.MetaData> MARK = List.of(new TrackingEvent.MetaData("test", "true"));

    private static final TrackerEventType TYPE = new TrackerEventType("test", "test");

    private TestMessage() {}

    static NewDelivery to(Subscription to, long now) {
        String id = Ids.next(now);
        return new NewDelivery(NewDelivery.id(to.id(), id), to, "test-" + id, body(to, id, now), null);
    }

    private static byte[] body(Subscription to, String id, long now) {
        if (to.kind() == Subscription.Kind.SHIPMENT) {
            return Json.bytes(shipment(now));
        }
        ShipmentEvent event =
                new ShipmentEvent(to.accountNumber(), SHIPMENT, NUMBER, MARK, "shipment", null, event(id, now));
        TrackerTarget tracker = to.tracker();
        return tracker == null ? TrackingUpdate.body(event) : TrackerUpdate.body(event, tracker, TYPE);
    }

    private static Map<String, Object> shipment(long now) {
        String utc = Instant.ofEpochMilli(now).toString();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", SHIPMENT);
        body.put("uuid_ref", NUMBER);
        body.put("created_utc", utc);
        body.put("updated_utc", utc);
        body.put("tracking_level", "shipment");
        body.put("carrier_tracking_id", NUMBER);
        body.put("meta_data", MARK);
        body.put("references", Map.of());
        body.put("update_type", "other");
        body.put("update_data", Map.of("labels", List.of(), "test", true));
        return body;
    }

    private static TrackingEvent event(String id, long now) {
        String utc = Instant.ofEpochMilli(now).toString();
        return new TrackingEvent(
                TrackingEvent.VERSION,
                CARRIER,
                NUMBER,
                List.of(),
                0,
                false,
                now,
                utc,
                new TrackingEvent.Origin(id, new InboundMessage.Source("test", "an operator", 0, 0), "", null),
                new TrackingEvent.Event(
                        id,
                        MARK,
                        new TrackingEvent.EventTime(utc, utc),
                        new TrackingEvent.Codes(
                                new TrackingEvent.Codes.Gluey(
                                        "order", "created", null, "A test by the hub's operator."),
                                new TrackingEvent.Codes.Carrier(NUMBER, null, "A test by the hub's operator.")),
                        TrackingEvent.Location.UNKNOWN,
                        null,
                        TrackingEvent.Other.NONE,
                        null,
                        "offset",
                        false,
                        null));
    }
}
