package io.caravanserai.label.queue;

import org.jspecify.annotations.Nullable;

/**
 * A label that waits at an account, for operators.
 *
 * @param position 1 for the next, in the order of arrival; priority, cut-off and turns may change it
 * @param account the name of the customer's account
 * @param status queued, unknown, undocumented or voiding, as docs/labels-queue.md names them
 * @param attempts calls that were made for it
 * @param dueUtc not before this
 * @param expectedUtc when its call will be made by the pace of the account's limits
 */
public record WaitingLabel(
        String workId,
        long position,
        String shipmentId,
        String accountNumber,
        String account,
        String service,
        String status,
        int priority,
        int attempts,
        String createdUtc,
        String dueUtc,
        @Nullable String expectedUtc) {}
