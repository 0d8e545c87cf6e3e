package io.caravanserai.label.news;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The newest batches of all accounts, for operators. */
public final class BatchList {
    private static final String NEWEST =
            """
            SELECT b.*, a.name AS account_name,
                (SELECT COUNT(*) FROM label_batch_shipment m WHERE m.batch_id = b.id) AS shipments,
                (SELECT COUNT(*) FROM label_batch_shipment m JOIN shipment s ON s.id = m.shipment_id
                    WHERE m.batch_id = b.id AND s.label_status = 'made') AS made
            FROM label_batch b JOIN account a ON a.account_number = b.account_number
            WHERE b.id < ? ORDER BY b.id DESC LIMIT ?""";

    /** Behind every id, which is of hexadecimal digits. */
    private static final String AFTER_ALL = "g";

    private final Database database;

    public BatchList(Database database) {
        this.database = database;
    }

    /**
     * One batch.
     *
     * @param carrierId of a manifest; null for other batches
     * @param date the day that a manifest closes
     * @param status open, complete or partial
     * @param shipments how many it has
     * @param made how many of them have their labels
     * @param deadlineUtc when it is released with what is there
     */
    public record Line(
            String id,
            String accountNumber,
            String account,
            @Nullable String name,
            @Nullable String carrierId,
            @Nullable String date,
            String format,
            String status,
            int revision,
            long shipments,
            long made,
            String createdUtc,
            String deadlineUtc) {}

    /**
     * The newest first; their ids follow the time of their making.
     *
     * @param before the last id of the page before; empty for the first page
     */
    public List<Line> newest(String before, int limit) {
        return database.read(connection -> Sql.list(
                connection,
                NEWEST,
                row -> new Line(
                        row.getString("id"),
                        row.getString("account_number"),
                        row.getString("account_name"),
                        row.getString("name"),
                        row.getString("carrier_id"),
                        row.getString("manifest_date"),
                        row.getString("format"),
                        row.getString("status"),
                        row.getInt("revision"),
                        row.getLong("shipments"),
                        row.getLong("made"),
                        ShipmentUpdate.utc(row.getLong("created_at")),
                        ShipmentUpdate.utc(row.getLong("deadline"))),
                before.isEmpty() ? AFTER_ALL : before,
                limit));
    }
}
