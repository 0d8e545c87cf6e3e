package io.caravanserai.label.news;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.delivery.ShipmentOutbox;
import io.caravanserai.event.Json;
import io.caravanserai.page.PageLinks;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import io.caravanserai.tracking.Outbox;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the next revision of a batch's document: when all its label work has ended or its deadline is over, and again
 * when a label comes later. A manifest closes for the shipments whose labels it has.
 */
final class BatchRelease {
    private final Database database;
    private final PageLinks pages;
    private final Clock clock;

    BatchRelease(Database database, PageLinks pages, Clock clock) {
        this.database = database;
        this.pages = pages;
        this.clock = clock;
    }

    /** Shipments of a manifest whose label work has ended, unknown to the customer. */
    List<String> untold(String batchId) {
        return database.read(connection -> Sql.list(
                connection,
                """
                SELECT DISTINCT o.shipment_id FROM label_batch b JOIN label_batch_shipment m ON m.batch_id = b.id
                JOIN label_outcome o ON o.shipment_id = m.shipment_id AND o.released_at IS NULL
                WHERE b.id = ? AND b.manifest_date IS NOT NULL""",
                row -> row.getString(1),
                batchId));
    }

    /** What wakes the lanes; empty when nothing has changed since the last time. */
    List<Outbox.Notification> release(String batchId) {
        long now = clock.millis();
        return database.write(connection -> release(connection, batchId, now));
    }

    private List<Outbox.Notification> release(Connection connection, String id, long now) throws SQLException {
        // first of all: another node that releases the same waits here for this one's commit
        Sql.update(connection, "UPDATE label_batch SET updated_at = updated_at WHERE id = ?", id);
        LabelBatch batch = LabelBatch.find(connection, id).orElseThrow();
        List<LabelBatch.Member> members = batch.members(connection);
        List<LabelBatch.Member> late = members.stream()
                .filter(member -> member.revision() == 0 && member.labelStatus().equals("made"))
                .toList();
        boolean ended = members.stream().allMatch(member -> hasEnded(member.labelStatus()));
        boolean first = batch.revision() == 0;
        if (first ? !ended && now < batch.deadline() : late.isEmpty()) {
            return List.of();
        }
        long missing = members.stream().filter(member -> member.revision() == 0).count() - late.size();
        int revision = batch.revision() + 1;
        Sql.batch(
                connection,
                "UPDATE label_batch_shipment SET revision = ? WHERE batch_id = ? AND shipment_id = ?",
                late.stream()
                        .map(member -> new Object[] {revision, id, member.shipmentId()})
                        .toList());
        Sql.update(
                connection,
                "UPDATE label_batch SET status = ?, revision = ?, updated_at = ? WHERE id = ?",
                missing == 0 ? "complete" : "partial",
                revision,
                now,
                id);
        Sql.update(
                connection,
                "UPDATE label_outcome SET released_at = ? WHERE batch_id = ? AND released_at IS NULL",
                now,
                id);
        return news(connection, LabelBatch.find(connection, id).orElseThrow(), late, missing, now);
    }

    static boolean hasEnded(String labelStatus) {
        return labelStatus.equals("made") || labelStatus.equals("failed") || labelStatus.equals("cancelled");
    }

    private List<Outbox.Notification> news(
            Connection connection, LabelBatch batch, List<LabelBatch.Member> late, long missing, long now)
            throws SQLException {
        List<Outbox.Notification> news = new ArrayList<>();
        if (batch.isManifest()) {
            for (LabelBatch.Member member : late) {
                news.addAll(closed(connection, batch, member.shipmentId(), now));
            }
        }
        ObjectNode data = LabelsData.none();
        data.putObject("batch")
                .put("id", batch.id())
                .put("name", batch.name())
                .put("status", batch.status())
                .put("revision", batch.revision())
                .put("missing", missing)
                .put("url", BatchView.document(batch, batch.revision()));
        ShipmentUpdate update = new ShipmentUpdate(
                batch.id(),
                batch.id(),
                ShipmentUpdate.utc(batch.createdAt()),
                ShipmentUpdate.utc(now),
                null,
                null,
                null,
                null,
                Json.mapper().createArrayNode(),
                Json.mapper().createObjectNode(),
                "other",
                data);
        news.addAll(ShipmentOutbox.write(
                connection,
                new ShipmentOutbox.News(
                        batch.id() + "/" + batch.revision(),
                        batch.accountNumber(),
                        batch.carrierId(),
                        batch.id(),
                        Json.bytes(update)),
                now));
        return news;
    }

    private List<Outbox.Notification> closed(Connection connection, LabelBatch manifest, String shipmentId, long now)
            throws SQLException {
        Sql.update(
                connection, "UPDATE shipment SET manifest_status = 'ok', updated_at = ? WHERE id = ?", now, shipmentId);
        ObjectNode data = LabelsData.none();
        data.putObject("manifest")
                .put("id", manifest.id())
                .put("carrier_id", manifest.carrierId())
                .put("date", manifest.manifestDate());
        return ShipmentOutbox.write(
                connection,
                new ShipmentOutbox.News(
                        "manifest/" + manifest.id() + "/" + shipmentId,
                        manifest.accountNumber(),
                        manifest.carrierId(),
                        shipmentId,
                        Json.bytes(ShipmentUpdate.of(connection, shipmentId, pages.of(connection, shipmentId))
                                .with("manifest", data))),
                now);
    }
}
