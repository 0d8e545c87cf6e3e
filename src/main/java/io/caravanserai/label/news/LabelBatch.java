package io.caravanserai.label.news;

import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.render.LabelFormat;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Labels that a customer wants in one document.
 *
 * @param carrierId of a manifest; null for other batches
 * @param manifestDate the day that a manifest closes, ISO 8601; null for other batches
 * @param format of the document, and of each label in a ZIP
 * @param deadline when it is released with what is there, milliseconds since 1970
 * @param status {@code open}, {@code complete}, or {@code partial}: released, but labels are missing
 * @param revision how many documents there are; each later one has more labels
 */
record LabelBatch(
        String id,
        String accountNumber,
        @Nullable String name,
        @Nullable String carrierId,
        @Nullable String manifestDate,
        LabelFormat format,
        LabelSize size,
        long deadline,
        String status,
        int revision,
        long createdAt,
        long updatedAt) {

    /**
     * A shipment of a batch.
     *
     * @param labelStatus how far its label work is
     * @param error why there is no label, JSON
     * @param revision the first document with its labels; 0 while none has
     */
    record Member(String shipmentId, String uuidRef, String labelStatus, @Nullable String error, int revision) {
        /** Whether a document of the batch has its labels; what was given back since is not printed again. */
        boolean isIn(int wanted) {
            return revision > 0 && revision <= wanted && labelStatus.equals("made");
        }
    }

    boolean isManifest() {
        return manifestDate != null;
    }

    static Optional<LabelBatch> find(Connection connection, String id) throws SQLException {
        return Sql.first(connection, "SELECT * FROM label_batch WHERE id = ?", LabelBatch::read, id);
    }

    /** Its shipments in the order of the request. */
    List<Member> members(Connection connection) throws SQLException {
        return Sql.list(
                connection,
                """
                SELECT b.shipment_id, s.uuid_ref, s.label_status, b.revision, (
                    SELECT w.error FROM label_work w WHERE w.shipment_id = s.id AND w.status = 'failed' LIMIT 1) AS error
                FROM label_batch_shipment b JOIN shipment s ON s.id = b.shipment_id
                WHERE b.batch_id = ? ORDER BY b.position""",
                row -> new Member(
                        row.getString("shipment_id"),
                        row.getString("uuid_ref"),
                        row.getString("label_status"),
                        row.getString("error"),
                        row.getInt("revision")),
                id);
    }

    private static LabelBatch read(ResultSet row) throws SQLException {
        return new LabelBatch(
                row.getString("id"),
                row.getString("account_number"),
                row.getString("name"),
                row.getString("carrier_id"),
                row.getString("manifest_date"),
                LabelFormat.of(row.getString("format")).orElseThrow(),
                LabelSize.of(row.getString("size")).orElseThrow(),
                row.getLong("deadline"),
                row.getString("status"),
                row.getInt("revision"),
                row.getLong("created_at"),
                row.getLong("updated_at"));
    }
}
