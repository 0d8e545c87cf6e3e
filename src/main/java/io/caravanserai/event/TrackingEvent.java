package io.caravanserai.event;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One harmonized tracking event as published on {@code tracking.events}.
 *
 * @param v version of this JSON form, now 1
 * @param carrierId carrier id
 * @param carrierTrackingId the carrier's tracking number of the parcel or shipment this event is about
 * @param carrierReferences other numbers in the message by which a shipment may be known (consignment, shipper's
 *     reference); never null
 * @param rank progress rank of the code (edi-mappings/harmonized/event-codes.csv): 0 does not move a shipment
 * @param terminal whether the code ends the journey
 * @param occurredAt the event's instant, milliseconds since 1970-01-01T00:00:00Z
 * @param receivedUtc ISO instant at which the hub had the raw message
 * @param origin which raw message, mapping line and code row made this event
 * @param event what customers see
 */
public record TrackingEvent(
        int v,
        String carrierId,
        String carrierTrackingId,
        List<String> carrierReferences,
        int rank,
        boolean terminal,
        long occurredAt,
        String receivedUtc,
        Origin origin,
        Event event) {

    /** The version this build writes. */
    public static final int VERSION = 1;

    public TrackingEvent {
        Objects.requireNonNull(carrierId, "tracking event: carrier_id is required");
        Objects.requireNonNull(carrierTrackingId, "tracking event: carrier_tracking_id is required");
        Objects.requireNonNull(event, "tracking event: event is required");
        carrierReferences = List.copyOf(carrierReferences);
    }

    /** The same event flagged as arrived after a later one. */
    public TrackingEvent asOutOfOrder() {
        return new TrackingEvent(
                v,
                carrierId,
                carrierTrackingId,
                carrierReferences,
                rank,
                terminal,
                occurredAt,
                receivedUtc,
                origin,
                event.asOutOfOrder());
    }

    /** The same event under another id, standing for the one it replaces. */
    public TrackingEvent reissued(String id, String replaces) {
        return new TrackingEvent(
                v,
                carrierId,
                carrierTrackingId,
                carrierReferences,
                rank,
                terminal,
                occurredAt,
                receivedUtc,
                origin,
                event.reissued(id, replaces));
    }

    /** The carrier's local time with its offset; where none can be read, the instant in UTC. */
    public OffsetDateTime carrierTime() {
        try {
            return OffsetDateTime.parse(event.eventTime().carrierUtc());
        } catch (DateTimeParseException e) {
            return Instant.ofEpochMilli(occurredAt).atOffset(ZoneOffset.UTC);
        }
    }

    /** Kafka key: all events of one tracking number in order. */
    public String topicKey() {
        return carrierId + ":" + carrierTrackingId;
    }

    /**
     * What explains an event.
     *
     * @param inboundId id of the raw {@link InboundMessage}
     * @param source file name and offset or request id
     * @param mapping {@code file:line} of the mapping that read it
     * @param codeRow {@code file:line} of the code table row that translated it, null when unmapped
     */
    public record Origin(String inboundId, InboundMessage.Source source, String mapping, @Nullable String codeRow) {}

    /** The event object of the customer API and of webhooks. */
    public record Event(
            String id,
            List<MetaData> carrierMetaData,
            EventTime eventTime,
            Codes codes,
            Location location,
            @Nullable String eta,
            Other other,
            @Nullable String reason,
            String timeBasis,
            boolean outOfOrder,
            @Nullable String replaces) {
        public Event {
            carrierMetaData = List.copyOf(carrierMetaData);
        }

        /** Where it happened, as far as is known. */
        public Address place() {
            Address known = location.address();
            return known == null ? Address.UNKNOWN : known;
        }

        /** Words for people: those of the hub's own code, else the carrier's. */
        public @Nullable String text() {
            String own = codes.gluey().freetextDetail();
            return own == null ? codes.carrier().freetextDetail() : own;
        }

        /** The name of who took it. */
        public @Nullable String signedBy() {
            DeliveryConfirmation confirmation = other.deliveryConfirmation();
            return confirmation == null ? null : confirmation.signedBy();
        }

        Event reissued(String newId, String replaced) {
            return new Event(
                    newId,
                    carrierMetaData,
                    eventTime,
                    codes,
                    location,
                    eta,
                    other,
                    reason,
                    timeBasis,
                    outOfOrder,
                    replaced);
        }

        /** The same event flagged as arrived after a later one. */
        public Event asOutOfOrder() {
            return new Event(
                    id, carrierMetaData, eventTime, codes, location, eta, other, reason, timeBasis, true, replaces);
        }
    }

    /** A free key and value, as customers and carriers attach them. */
    public record MetaData(String key, String value) {}

    /**
     * @param createdUtc when the hub made the event, ISO with {@code Z}
     * @param carrierUtc the carrier's local time with its offset, ISO
     */
    public record EventTime(String createdUtc, String carrierUtc) {}

    public record Codes(Gluey gluey, Carrier carrier) {
        /** The hub's own code: a row of edi-mappings/harmonized/event-codes.csv. */
        public record Gluey(String milestone, String code, @Nullable String subCode, @Nullable String freetextDetail) {}

        /** The carrier's own words. */
        public record Carrier(@Nullable String code, @Nullable String subCode, @Nullable String freetextDetail) {}
    }

    public record Location(
            @Nullable LocationCoding carrierLocationCoding, @Nullable Address address, @Nullable Geo geo) {
        /** Nothing known about the place. */
        public static final Location UNKNOWN = new Location(null, null, null);
    }

    public record LocationCoding(@Nullable String code, @Nullable String description, @Nullable String type) {}

    public record Address(
            @Nullable String street,
            @Nullable String city,
            @Nullable String state,
            @Nullable String postalCode,
            @Nullable String isoCountry) {
        static final Address UNKNOWN = new Address(null, null, null, null, null);
    }

    public record Geo(double lat, double lng) {}

    public record Other(
            @Nullable String condition,
            @Nullable String carrierWeightDims,
            @Nullable DeliveryConfirmation deliveryConfirmation) {
        public static final Other NONE = new Other(null, null, null);
    }

    public record DeliveryConfirmation(@Nullable String signedBy) {}
}
