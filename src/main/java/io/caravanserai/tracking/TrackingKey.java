package io.caravanserai.tracking;

import org.jspecify.annotations.Nullable;

/**
 * A number by which a carrier's events find a shipment.
 *
 * @param carrierId the carrier whose number it is
 * @param value the tracking number or reference
 * @param kind whose number it is
 * @param shipmentId our shipment
 * @param parcelId our parcel, null when the number is that of the whole shipment
 * @param accountNumber whose shipment it is
 */
public record TrackingKey(
        String carrierId, String value, Kind kind, String shipmentId, @Nullable String parcelId, String accountNumber) {
    /** Whose number a key is. */
    public enum Kind {
        /** Given by the carrier, or by the customer as such; carriers are polled for it. */
        TRACKING,
        /** The sender's own; counts while one shipment alone has it. */
        REFERENCE,
        /** A tracking number met in an event beside a known number. */
        LEARNED;

        /** As the store keeps it. */
        public String word() {
            return switch (this) {
                case TRACKING -> "tracking";
                case REFERENCE -> "reference";
                case LEARNED -> "learned";
            };
        }

        static Kind of(String word) {
            return switch (word) {
                case "tracking" -> TRACKING;
                case "reference" -> REFERENCE;
                case "learned" -> LEARNED;
                default -> throw new IllegalStateException("the store has a tracking key of kind " + word);
            };
        }
    }
}
