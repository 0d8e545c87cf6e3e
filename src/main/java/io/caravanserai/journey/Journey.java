package io.caravanserai.journey;

import io.caravanserai.delivery.ShipmentDeliveries.Told;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.event.TrackingEvent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole story of a shipment, or of a tracking number that no shipment has.
 *
 * @param references as the customer gave them
 * @param steps its events, the newest first
 * @param more whether there are older events, which are not among the steps
 * @param labelNews what the customer was told of its label
 * @param label null when it was labelled elsewhere
 */
public record Journey(
        ShipmentLine shipment,
        String createdUtc,
        Map<String, Object> references,
        List<Parcel> parcels,
        List<Step> steps,
        boolean more,
        List<Told> labelNews,
        @Nullable Label label) {
    public Journey {
        parcels = List.copyOf(parcels);
        steps = List.copyOf(steps);
        labelNews = List.copyOf(labelNews);
    }

    /** A parcel of the shipment. */
    public record Parcel(
            String id, String uuidRef, @Nullable String trackingNumber, ShipmentLine.@Nullable Status status) {}

    /**
     * One event.
     *
     * @param parcelId the parcel whose number it came with
     * @param carrierTime the carrier's local time with its offset
     * @param timeBasis how the offset is known
     * @param meaning the hub's own definition of the code; null when the code is none of today's
     * @param carrier what the carrier said, in its words
     * @param unmapped whether no row of the code table knew the carrier's code
     * @param replaces the event that this one stands for
     * @param replacedBy the event that stands for this one, which counts no longer
     * @param source the raw message it was made of
     * @param mapping {@code file:line} that read it
     * @param codeRow {@code file:line} that translated its code
     * @param told whom the hub told of it, and what they answered
     * @param files customers' files that it went into
     */
    public record Step(
            String eventId,
            String trackingNumber,
            @Nullable String parcelId,
            String occurredUtc,
            String carrierTime,
            String timeBasis,
            String receivedUtc,
            String storedUtc,
            String milestone,
            String code,
            @Nullable String subCode,
            @Nullable String meaning,
            TrackingEvent.Codes.Carrier carrier,
            @Nullable String place,
            @Nullable String reason,
            boolean unmapped,
            boolean outOfOrder,
            @Nullable String replaces,
            @Nullable String replacedBy,
            InboundMessage.Source source,
            String inboundId,
            String mapping,
            @Nullable String codeRow,
            List<Told> told,
            List<ToldByFile> files) {
        public Step {
            told = List.copyOf(told);
            files = List.copyOf(files);
        }
    }

    /**
     * A customer's file that tells of the event.
     *
     * @param status waiting, left_out, or as of the file: ready, sent
     * @param fileName null while it waits for a file
     * @param acknowledged what the customer's system said of the file; null when nothing is expected
     */
    public record ToldByFile(
            String outlet,
            String status,
            @Nullable Long controlNumber,
            @Nullable String fileName,
            @Nullable String sentUtc,
            @Nullable String acknowledged) {}

    /**
     * The label work of a shipment.
     *
     * @param queuePosition 1 for the next; null when it does not wait
     * @param expectedUtc when its turn comes
     * @param error why there is none; null unless it failed
     * @param formats in which it can be had; empty until it is made
     * @param sizes likewise
     */
    public record Label(
            String status,
            String format,
            String size,
            int attempts,
            String updatedUtc,
            @Nullable Long queuePosition,
            @Nullable String expectedUtc,
            @Nullable Object error,
            List<String> formats,
            List<String> sizes) {
        public Label {
            formats = List.copyOf(formats);
            sizes = List.copyOf(sizes);
        }
    }
}
