package io.caravanserai.journey;

import org.jspecify.annotations.Nullable;

/**
 * A shipment in a list, or a tracking number with events that no shipment has.
 *
 * @param id of the shipment; {@code carrier:number} of a number without one
 * @param origin {@code created}, {@code tracker}, or {@code unclaimed} for a number without a shipment
 * @param accountNumber whose it is; null like all that only a shipment has
 * @param account the name of the account
 * @param labelStatus as docs/labels-queue.md names it
 * @param status where it stands; null before the first event
 * @param updatedUtc when it last changed; of a number, when its last event happened
 */
public record ShipmentLine(
        String id,
        String origin,
        @Nullable String accountNumber,
        @Nullable String account,
        @Nullable String uuidRef,
        String carrierId,
        @Nullable String trackingNumber,
        @Nullable String labelStatus,
        @Nullable Status status,
        String updatedUtc) {
    /** The origin of a number that no shipment has. */
    public static final String UNCLAIMED = "unclaimed";

    /**
     * Where a journey stands.
     *
     * @param ended whether it is over
     */
    public record Status(String milestone, String code, @Nullable String subCode, String occurredUtc, boolean ended) {}
}
