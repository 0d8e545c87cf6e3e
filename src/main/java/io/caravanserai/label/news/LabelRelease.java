package io.caravanserai.label.news;

import io.caravanserai.page.PageLinks;
import io.caravanserai.store.Database;
import io.caravanserai.tracking.Outbox;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/** Gives labels that were gathered to the customer. Doing it again changes nothing. */
public final class LabelRelease implements Consumer<LabelGroup> {
    private final ShipmentRelease shipments;
    private final BatchRelease batches;
    private final Consumer<List<Outbox.Notification>> wakeLanes;

    /**
     * @param labels draws the documents that webhooks carry
     * @param link stands in a webhook in place of a label when the body would be larger than {@code maxBody} bytes
     * @param wakeLanes called after the commit; the deliveries are durable without it
     */
    public LabelRelease(
            Database database,
            ShipmentLabels labels,
            LabelLink link,
            PageLinks pages,
            long maxBody,
            Consumer<List<Outbox.Notification>> wakeLanes,
            Clock clock) {
        this.shipments = new ShipmentRelease(database, labels, link, pages, maxBody, clock);
        this.batches = new BatchRelease(database, pages, clock);
        this.wakeLanes = wakeLanes;
    }

    @Override
    public void accept(LabelGroup group) {
        if (!group.isBatch()) {
            wakeLanes.accept(shipments.release(group.id()));
            return;
        }
        // a shipment's labels come before the news that its manifest is closed
        batches.untold(group.id()).forEach(shipment -> wakeLanes.accept(shipments.release(shipment)));
        wakeLanes.accept(batches.release(group.id()));
    }
}
