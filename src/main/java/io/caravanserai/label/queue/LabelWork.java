package io.caravanserai.label.queue;

import io.caravanserai.label.buy.Purchase;

/**
 * A row of the queue.
 *
 * @param customer account number of whose label it is
 * @param service as the carrier calls it
 * @param priority the higher the earlier
 */
record LabelWork(
        String id,
        String shipmentId,
        String customer,
        String service,
        int priority,
        long createdAt,
        Purchase purchase) {}
