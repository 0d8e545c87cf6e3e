package io.caravanserai.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.caravanserai.event.Ids;
import io.caravanserai.event.Json;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.event.TrackingEvent.Codes;
import io.caravanserai.harmonize.TrackerEventType;
import io.caravanserai.tracking.ShipmentEvent;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tracking event as tracker payload (Tracardi 0.8): the shipment is the session, and the same event of the same
 * shipment and parcel always has the same id. Of a person it tells no more than the city.
 */
record TrackerUpdate(Id source, Id session, Id profile, Map<String, Boolean> options, List<Event> events) {
    /** Ids of sessions and events are named within this: UUID version 5. */
    static final UUID NAMESPACE = UUID.fromString("5c2d1f0e-8a64-4f0b-9a57-3e1b7d4c6a90");

    /** Said although they are the defaults, since a server's owner may have others. */
    private static final Map<String, Boolean> KEEP_ALL =
            Map.of("saveSession", true, "saveProfile", true, "saveEvents", true);

    record Id(String id) {}

    record Event(String id, String type, Time time, Properties properties) {}

    /** @param create when it happened, in UTC: Tracardi 0.8 takes the digits of any time for UTC, whatever the offset */
    record Time(String create) {}

    /**
     * What happened, under the names that customers' CSV files have; what is not known is left out.
     *
     * @param id of the order, which Tracardi 0.8 takes from here, as it does the status
     * @param eventTime the carrier's local time with its offset
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Properties(
            String id,
            String status,
            String eventId,
            String shipmentId,
            String shipmentUuidRef,
            @Nullable String parcelUuidRef,
            String carrierId,
            String carrierTrackingId,
            String eventTime,
            String timeBasis,
            String milestone,
            String code,
            @Nullable String subCode,
            @Nullable String reason,
            @Nullable String carrierCode,
            @Nullable String text,
            @Nullable String city,
            @Nullable String isoCountry,
            @Nullable String eta,
            boolean outOfOrder,
            @Nullable String replaces) {}

    /**
     * @param type what the receiver calls such an event
     */
    static byte[] body(ShipmentEvent news, TrackerTarget target, TrackerEventType type) {
        String session = Ids.named(NAMESPACE, news.shipmentId());
        Event event = new Event(
                eventId(news),
                type.type(),
                new Time(news.event().carrierTime().toInstant().toString()),
                properties(news, type.status()));
        return Json.bytes(new TrackerUpdate(
                new Id(target.sourceId()),
                new Id(session),
                new Id(profile(news, target.profileKey(), session)),
                KEEP_ALL,
                List.of(event)));
    }

    /** One carrier's event may concern several shipments and parcels: to the receiver these are as many events. */
    private static String eventId(ShipmentEvent news) {
        String name = news.event().event().id() + "/" + news.shipmentId();
        return Ids.named(
                NAMESPACE,
                news.parcel() == null ? name : name + "/" + news.parcel().parcelId());
    }

    private static String profile(ShipmentEvent news, @Nullable String key, String session) {
        return news.shipmentMetaData().stream()
                .filter(data -> data.key().equals(key) && !data.value().isBlank())
                .findFirst()
                .map(data -> data.value().trim())
                .orElse(session);
    }

    private static Properties properties(ShipmentEvent news, String status) {
        TrackingEvent.Event event = news.event().event();
        Codes.Gluey code = event.codes().gluey();
        return new Properties(
                news.shipmentUuidRef(),
                status,
                event.id(),
                news.shipmentId(),
                news.shipmentUuidRef(),
                news.parcel() == null ? null : news.parcel().parcelUuidRef(),
                news.event().carrierId(),
                news.event().carrierTrackingId(),
                news.event().carrierTime().format(DateTimeFormatter.ISO_OFFSET_DATE_TIME),
                event.timeBasis(),
                code.milestone(),
                code.code(),
                code.subCode(),
                event.reason(),
                event.codes().carrier().code(),
                nameless(event),
                event.place().city(),
                event.place().isoCountry(),
                event.eta(),
                event.outOfOrder(),
                event.replaces());
    }

    /** The words of the event, unless they name who took it. */
    private static @Nullable String nameless(TrackingEvent.Event event) {
        String text = event.text();
        String name = event.signedBy();
        boolean named = text != null
                && name != null
                && !name.isBlank()
                && text.toLowerCase(Locale.ROOT).contains(name.trim().toLowerCase(Locale.ROOT));
        return named ? null : text;
    }
}
