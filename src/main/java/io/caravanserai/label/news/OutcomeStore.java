package io.caravanserai.label.news;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The outbox of label outcomes: what is to be sent, and what was. Times are the database's own: nodes share it. */
final class OutcomeStore {
    /** Longer than the brokers may take to acknowledge a batch. */
    private static final Duration CLAIM = Duration.ofSeconds(30);

    private static final int BATCH = 200;

    private static final String CLAIM_SQL =
            """
            UPDATE label_outcome SET claimed_until = %1$s + %2$d
            WHERE sent_at IS NULL AND claimed_until <= %1$s AND seq IN (
                SELECT seq FROM label_outcome WHERE sent_at IS NULL AND claimed_until <= %1$s ORDER BY seq LIMIT %3$d)
            RETURNING seq, id, account_number, shipment_id, batch_id, carrier_id, status, format, size, error, created_at""";

    private final Database database;
    private final String claim;

    OutcomeStore(Database database) {
        this.database = database;
        this.claim = CLAIM_SQL.formatted(database.dialect().now(), CLAIM.toMillis(), BATCH);
    }

    /** Rows to send now, which no other node sends meanwhile; empty when there are none. */
    List<OutcomeMessage> claim() {
        if (database.read(connection ->
                        Sql.number(connection, "SELECT COUNT(*) FROM label_outcome WHERE sent_at IS NULL"))
                == 0) {
            return List.of();
        }
        return database.write(connection -> {
            List<Row> rows = new ArrayList<>(Sql.list(connection, claim, OutcomeStore::row));
            rows.sort(Comparator.comparingLong(Row::seq));
            Map<String, List<Parcel>> parcels = parcels(
                    connection,
                    rows.stream()
                            .filter(row -> row.message().shipmentId() != null)
                            .map(row -> row.message().key())
                            .distinct()
                            .toList());
            return rows.stream().map(row -> row.with(parcels)).toList();
        });
    }

    /** The brokers have them. */
    void sent(List<OutcomeMessage> messages) {
        set("sent_at = " + database.dialect().now(), messages);
    }

    /** The brokers do not have them: they are to be sent by whoever is next. */
    void giveBack(List<OutcomeMessage> messages) {
        set("claimed_until = 0", messages);
    }

    private void set(String columns, List<OutcomeMessage> messages) {
        database.write(connection -> Sql.batch(
                connection,
                "UPDATE label_outcome SET " + columns + " WHERE id = ?",
                messages.stream().map(message -> new Object[] {message.id()}).toList()));
    }

    /**
     * Sends again what the customer was not told of in so long a time, and what opened a batch whose deadline is over:
     * whatever got lost on the way, nothing waits for ever.
     */
    int resend(Duration quiet) {
        String now = database.dialect().now();
        long before = quiet.toMillis();
        return database.write(connection -> Sql.update(
                connection,
                """
                UPDATE label_outcome SET sent_at = NULL, claimed_until = 0
                WHERE released_at IS NULL AND sent_at IS NOT NULL AND (
                    (batch_id IS NULL AND sent_at < %1$s - %2$d)
                    OR (sent_at < %1$s - %3$d AND EXISTS (SELECT 1 FROM label_batch b
                        WHERE b.id = label_outcome.batch_id AND b.status = 'open' AND b.deadline < %1$s - %3$d)))"""
                        .formatted(now, before, Math.min(before, 5_000))));
    }

    private record Parcel(String shipmentId, int position, OutcomeMessage.Parcel parcel) {}

    private record Row(long seq, OutcomeMessage message) {
        OutcomeMessage with(Map<String, List<Parcel>> parcels) {
            return new OutcomeMessage(
                    message.v(),
                    message.id(),
                    message.accountNumber(),
                    message.shipmentId(),
                    message.batchId(),
                    message.carrierId(),
                    message.status(),
                    parcels.getOrDefault(message.key(), List.of()).stream()
                            .sorted(Comparator.comparingInt(Parcel::position))
                            .map(Parcel::parcel)
                            .toList(),
                    message.format(),
                    message.size(),
                    message.error(),
                    message.createdUtc());
        }
    }

    private static Map<String, List<Parcel>> parcels(Connection connection, List<String> shipments)
            throws SQLException {
        List<Parcel> parcels = Sql.listIn(
                connection,
                """
                SELECT p.shipment_id, p.id, p.uuid_ref, p.position, p.carrier_tracking_id FROM parcel p
                WHERE p.shipment_id IN""",
                row -> new Parcel(
                        row.getString(1),
                        row.getInt(4),
                        new OutcomeMessage.Parcel(row.getString(2), row.getString(3), row.getString(5))),
                shipments);
        return parcels.stream().collect(Collectors.groupingBy(Parcel::shipmentId));
    }

    private static Row row(ResultSet row) throws SQLException {
        String error = row.getString("error");
        return new Row(
                row.getLong("seq"),
                new OutcomeMessage(
                        OutcomeMessage.VERSION,
                        row.getString("id"),
                        row.getString("account_number"),
                        row.getString("shipment_id"),
                        row.getString("batch_id"),
                        row.getString("carrier_id"),
                        row.getString("status"),
                        List.of(),
                        row.getString("format"),
                        row.getString("size"),
                        tree(error),
                        Instant.ofEpochMilli(row.getLong("created_at")).toString()));
    }

    static @Nullable JsonNode tree(@Nullable String json) {
        return json == null ? null : Json.read(json.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}
