package io.caravanserai.label.document;

import io.caravanserai.event.Json;
import io.caravanserai.label.queue.QueuedLabels;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.util.List;
import java.util.Map;

/** Rows of shipments whose labels were made, as the queue leaves them. */
final class MadeLabels {
    private MadeLabels() {}

    /**
     * A shipment with a parcel for each document.
     *
     * @param document their kind
     * @param asked format that the carrier was asked for, on 4 by 6 inches
     * @return its id
     */
    static String add(Database database, String document, String asked, List<byte[]> contents) {
        String id = QueuedLabels.add(database, "acme", "A1", 1).get(0);
        database.write(connection -> {
            Sql.update(
                    connection, "UPDATE label_work SET status = 'made', format = ? WHERE shipment_id = ?", asked, id);
            for (int i = 0; i < contents.size(); i++) {
                String parcel = i == 0 ? "p-" + id : "p" + i + "-" + id;
                Sql.update(
                        connection,
                        "INSERT INTO parcel VALUES (?,?,?,?,NULL,'[]','[]') ON CONFLICT DO NOTHING",
                        parcel,
                        id,
                        i,
                        parcel);
                Sql.update(
                        connection,
                        """
                        INSERT INTO label_document (label_work_id, parcel_id, shipment_id, tracking_number,
                            carrier_numbers, format, content, created_at)
                        SELECT w.id, ?, w.shipment_id, ?, ?, ?, ?, 0 FROM label_work w WHERE w.shipment_id = ?""",
                        parcel,
                        "T/" + i,
                        Json.text(Map.of("routing", "R" + i)),
                        document,
                        contents.get(i),
                        id);
            }
            return id;
        });
        return id;
    }

    /** Has the labels of a shipment cut out of larger pages. */
    static void crop(Database database, String shipment) {
        database.write(connection -> Sql.update(
                connection,
                "UPDATE shipment SET request = '{\"gluey_services\": {\"paid\": {\"smart_crop\": true}}}' WHERE id = ?",
                shipment));
    }
}
