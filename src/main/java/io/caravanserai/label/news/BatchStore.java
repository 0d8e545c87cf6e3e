package io.caravanserai.label.news;

import io.caravanserai.event.Ids;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import io.caravanserai.tracking.Ownership;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes batches: which shipments they have is settled once, in the order of the request. */
final class BatchStore {
    private final Database database;

    BatchStore(Database database) {
        this.database = database;
    }

    /**
     * Keeps a batch and what tells the aggregator of it, in one transaction.
     *
     * @param deadline milliseconds since 1970
     * @return its id
     * @throws HttpProblem 403, 404, 422 naming the shipments that cannot be in it
     */
    String create(String account, BatchRequest request, long deadline, long now) {
        String id = Ids.next(now);
        return database.write(connection -> {
            List<String> shipments = shipments(connection, id, account, request);
            insert(connection, id, account, request, deadline, now);
            List<@Nullable Object[]> rows = new ArrayList<>();
            shipments.forEach(shipment -> rows.add(new Object[] {id, rows.size(), shipment}));
            Sql.batch(
                    connection,
                    "INSERT INTO label_batch_shipment (batch_id, position, shipment_id) VALUES (?,?,?)",
                    rows);
            LabelOutcomes.opened(connection, id, account, now);
            return id;
        });
    }

    private static void insert(
            Connection connection, String id, String account, BatchRequest request, long deadline, long now)
            throws SQLException {
        BatchRequest.Day day = request.day();
        Sql.update(
                connection,
                """
                INSERT INTO label_batch (id, account_number, name, carrier_id, manifest_date, format, size, deadline, status,
                    revision, created_at, updated_at)
                VALUES (?,?,?,?,?,?,?,?,'open',0,?,?)""",
                id,
                account,
                request.name(),
                day == null ? null : day.carrierId(),
                day == null ? null : day.date().toString(),
                request.format().code(),
                request.size().code(),
                deadline,
                now,
                now);
    }

    private static List<String> shipments(Connection connection, String batchId, String account, BatchRequest request)
            throws SQLException {
        List<String> ids = request.day() == null
                ? named(connection, account, request)
                : ofDay(connection, batchId, account, Objects.requireNonNull(request.day()));
        Ownership.require(connection, account, ids);
        List<String> trackers = Sql.listIn(
                connection, "SELECT id FROM shipment WHERE origin = 'tracker' AND id IN", row -> row.getString(1), ids);
        if (!trackers.isEmpty()) {
            throw HttpProblem.of(422, "Labelled elsewhere, so the hub has no label of it: " + trackers.get(0));
        }
        return ids;
    }

    private static List<String> named(Connection connection, String account, BatchRequest request) throws SQLException {
        if (request.uuidRefs().isEmpty()) {
            return List.copyOf(request.shipmentIds());
        }
        Map<String, String> ids = new HashMap<>();
        Sql.listIn(
                connection,
                "SELECT uuid_ref, id FROM shipment WHERE account_number = ? AND uuid_ref IN",
                row -> ids.put(row.getString(1), row.getString(2)) == null,
                request.uuidRefs(),
                account);
        for (String reference : request.uuidRefs()) {
            if (!ids.containsKey(reference)) {
                throw HttpProblem.of(404, "The account has no shipment with uuid_ref " + reference);
            }
        }
        return request.uuidRefs().stream().map(ids::get).toList();
    }

    /** A shipment is in one manifest only, whoever else asks for one now; what was cancelled is in none. */
    private static List<String> ofDay(Connection connection, String batchId, String account, BatchRequest.Day day)
            throws SQLException {
        Sql.update(
                connection,
                """
                UPDATE shipment SET manifest_id = ? WHERE manifest_id IS NULL AND id IN (
                  SELECT id FROM shipment WHERE account_number = ? AND carrier_id = ? AND created_at >= ? AND created_at < ?
                    AND origin = 'created' AND label_status NOT IN ('cancelled', 'failed') AND manifest_id IS NULL
                  ORDER BY created_at, id LIMIT ?)""",
                batchId,
                account,
                day.carrierId(),
                day.from(),
                day.until(),
                BatchRequest.MOST_SHIPMENTS);
        List<String> ids = Sql.list(
                connection,
                "SELECT id FROM shipment WHERE manifest_id = ? ORDER BY created_at, id",
                row -> row.getString(1),
                batchId);
        if (ids.isEmpty()) {
            throw HttpProblem.of(
                    422,
                    "No shipment with " + day.carrierId() + " of " + day.date() + " (" + day.zone()
                            + ") waits for a manifest.");
        }
        return ids;
    }
}
