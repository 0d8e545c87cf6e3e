package io.caravanserai.label.queue;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.label.buy.LabelFailure;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import io.caravanserai.tracking.Outbox;
import io.caravanserai.tracking.TrackingKey;
import io.caravanserai.tracking.TrackingKeys;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts a label that there is not into the queue again, under the same reference; never one that may be bought. */
public final class LabelReorder {
    private final Database database;
    private final TrackingKeys keys;
    private final Consumer<List<Outbox.Notification>> news;
    private final Clock clock;

    /** @param news called after the commit with the messages for customers */
    public LabelReorder(Database database, Outbox outbox, Consumer<List<Outbox.Notification>> news, Clock clock) {
        this.database = database;
        this.keys = new TrackingKeys(database.dialect(), outbox);
        this.news = news;
        this.clock = clock;
    }

    private record Ended(String status, @Nullable String carrierAccount, Optional<LabelFailure> failure) {
        static Ended read(ResultSet row) throws SQLException {
            String error = row.getString("error");
            return new Ended(
                    row.getString("status"),
                    row.getString("carrier_account"),
                    Optional.ofNullable(error)
                            .map(text -> Json.read(text.getBytes(StandardCharsets.UTF_8), LabelFailure.class)));
        }

        /** A call that was never made bought nothing; else the failure must say so. */
        boolean isUnbought() {
            return failure.map(LabelFailure::isUnbought).orElse(status.equals("cancelled") && carrierAccount == null);
        }
    }

    /**
     * Queues the label of a shipment whose label failed or was cancelled.
     *
     * @param format what the carrier is asked for this time, and {@code size}
     * @return false when it did not end so, or was bought or may have been
     */
    public boolean queueAgain(String workId, String format, String size) {
        Optional<List<Outbox.Notification>> queued =
                database.write(connection -> queueAgain(connection, workId, format, size));
        queued.ifPresent(news);
        return queued.isPresent();
    }

    private Optional<List<Outbox.Notification>> queueAgain(
            Connection connection, String workId, String format, String size) throws SQLException {
        Optional<Ended> ended = Sql.first(
                connection,
                """
                SELECT * FROM label_work WHERE id = ? AND status IN ('failed', 'cancelled')
                    AND NOT EXISTS (SELECT 1 FROM label_document d WHERE d.label_work_id = label_work.id)""",
                Ended::read,
                workId);
        if (ended.filter(Ended::isUnbought).isEmpty()) {
            return Optional.empty();
        }
        long now = clock.millis();
        int queued = Sql.update(
                connection,
                """
                UPDATE label_work SET status = 'queued', attempts = 0, enquiries = 0, unknown_since = 0, cancel_wanted = 0,
                    error = NULL, format = ?, size = ?, due_at = ?, updated_at = ?
                WHERE id = ? AND status = ?""",
                format,
                size,
                now,
                now,
                workId,
                ended.get().status());
        return queued == 1 ? Optional.of(shipment(connection, workId, now)) : Optional.empty();
    }

    /** A cancelled shipment has lost the reference by which events find it. */
    private List<Outbox.Notification> shipment(Connection connection, String workId, long now) throws SQLException {
        Sql.update(
                connection,
                """
                UPDATE shipment SET label_status = 'queued', updated_at = ?
                WHERE id = (SELECT shipment_id FROM label_work WHERE id = ?)""",
                now,
                workId);
        List<TrackingKey> references = Sql.list(
                        connection,
                        """
                        SELECT s.* FROM shipment s JOIN label_work w ON w.shipment_id = s.id WHERE w.id = ?""",
                        LabelReorder::reference,
                        workId)
                .stream()
                .flatMap(Optional::stream)
                .toList();
        return references.isEmpty() ? List.of() : keys.add(connection, references, now);
    }

    private static Optional<TrackingKey> reference(ResultSet row) throws SQLException {
        String shipper = Json.read(row.getString("shipment_refs").getBytes(StandardCharsets.UTF_8), JsonNode.class)
                .path("shipper")
                .asText("")
                .trim();
        return shipper.isEmpty()
                ? Optional.empty()
                : Optional.of(new TrackingKey(
                        row.getString("carrier_id"),
                        shipper,
                        TrackingKey.Kind.REFERENCE,
                        row.getString("id"),
                        null,
                        row.getString("account_number")));
    }
}
