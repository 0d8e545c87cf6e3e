package io.caravanserai.delivery;

import org.jspecify.annotations.Nullable;

/**
 * A customer's subscription as operators see it, without secrets.
 *
 * @param kind tracking or shipment
 * @param status active or disabled
 * @param statusReason why it is not active
 * @param failingUtc since when every attempt has failed; null while the last one went well
 * @param pausedUtc since when an operator has it wait; null while none does
 * @param waiting messages that are to be sent
 * @param oldestUtc since when the oldest of them waits; null when none does
 * @param lastDeliveredUtc when something was last delivered, of what is kept; null when nothing is
 * @param secretRotatedUntilUtc until when messages carry a signature by the secret before too; null when they do not
 */
public record EndpointView(
        String id,
        String kind,
        String endpoint,
        String status,
        @Nullable String statusReason,
        @Nullable String failingUtc,
        @Nullable String pausedUtc,
        @Nullable String pauseReason,
        long waiting,
        @Nullable String oldestUtc,
        @Nullable String lastDeliveredUtc,
        @Nullable String secretRotatedUntilUtc) {}
