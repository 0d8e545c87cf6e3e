package io.caravanserai.delivery;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Deliveries as customers and operators see them: listed, replayed, discarded, purged. */
public final class DeliveryStore {

    private static final int PURGE_BATCH = 1_000;
    static final String COLUMNS =
            """
            SELECT d.seq, d.id, d.subscription_id, d.order_key, d.kind, d.status, d.attempts, d.due_at, d.created_at,
                d.updated_at, d.last_status, d.last_error, d.delivered_at, LENGTH(d.body) AS body_size, s.endpoint
            FROM delivery d JOIN subscription s ON s.id = d.subscription_id WHERE""";

    private final Database database;
    private final Clock clock;

    public DeliveryStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A delivery without its body.
     *
     * @param shipmentId what keeps its order
     * @param dueAt when it is tried next, epoch milliseconds like all times here; meaningful while pending
     */
    record Line(
            long seq,
            String id,
            String subscriptionId,
            String endpoint,
            String shipmentId,
            String kind,
            String status,
            int attempts,
            long dueAt,
            long createdAt,
            long updatedAt,
            @Nullable Integer lastStatus,
            @Nullable String lastError,
            @Nullable Long deliveredAt,
            long size) {}

    record Detail(Line line, byte[] body, List<Attempt> attempts) {}

    /** An account's deliveries, the newest first, older than {@code beforeSeq}. */
    List<Line> list(String account, @Nullable String status, long beforeSeq, int limit) {
        String sql = COLUMNS + " d.account_number = ? AND d.seq < ?" + (status == null ? "" : " AND d.status = ?")
                + " ORDER BY d.seq DESC LIMIT ?";
        List<Object> values = new ArrayList<>(List.of(account, beforeSeq));
        if (status != null) {
            values.add(status);
        }
        values.add(limit);
        return database.read(connection -> Sql.list(connection, sql, DeliveryStore::line, values.toArray()));
    }

    /**
     * @param account whose delivery it must be, null for any
     */
    Optional<Detail> find(@Nullable String account, String id) {
        return database.<Optional<Detail>>read(connection -> {
            Optional<Line> line = line(connection, account, id);
            if (line.isEmpty()) {
                return Optional.empty();
            }
            byte[] body = Sql.first(connection, "SELECT body FROM delivery WHERE id = ?", row -> row.getBytes(1), id)
                    .orElseThrow();
            List<Attempt> attempts = Sql.list(
                    connection,
                    "SELECT * FROM delivery_attempt WHERE delivery_id = ? ORDER BY n",
                    DeliveryStore::attempt,
                    id);
            return Optional.of(new Detail(line.get(), body, attempts));
        });
    }

    /** Dead deliveries of all accounts, the latest first, older than the given place. */
    List<Line> dead(int limit, long beforeTime, String beforeId, @Nullable String text) {
        String sql = COLUMNS + " d.status = 'dead' AND (d.updated_at < ? OR (d.updated_at = ? AND d.id < ?))"
                + (text == null ? "" : " AND LOWER(COALESCE(d.last_error, '')) LIKE ? ESCAPE '!'")
                + " ORDER BY d.updated_at DESC, d.id DESC LIMIT ?";
        List<Object> values = new ArrayList<>(List.of(beforeTime, beforeTime, beforeId));
        if (text != null) {
            values.add(text);
        }
        values.add(limit);
        return database.read(connection -> Sql.list(connection, sql, DeliveryStore::line, values.toArray()));
    }

    /** How a replay went. */
    enum Replay {
        QUEUED,
        UNKNOWN,
        /** Its subscription is deleted or disabled. */
        NOT_SERVED
    }

    /** Sends one delivery again with its id of old, whatever became of it, with a fresh retry schedule. */
    Replay replay(@Nullable String account, String id) {
        return database.write(connection -> {
            Optional<Line> line = line(connection, account, id);
            if (line.isEmpty()) {
                return Replay.UNKNOWN;
            }
            int queued = Sql.update(
                    connection,
                    """
                    UPDATE delivery SET status = 'pending', tries = 0, due_at = ?, started_at = ?, updated_at = ?
                    WHERE id = ? AND subscription_id IN (SELECT id FROM subscription WHERE status = 'active')""",
                    clock.millis(),
                    clock.millis(),
                    clock.millis(),
                    id);
            return queued > 0 ? Replay.QUEUED : Replay.NOT_SERVED;
        });
    }

    /**
     * Sends again all of an account's deliveries of one status made at a moment or later; returns how many.
     *
     * @param subscription only those of this one, null for all
     */
    int replayAll(String account, long since, String status, @Nullable String subscription) {
        long now = clock.millis();
        String sql =
                """
                UPDATE delivery SET status = 'pending', tries = 0, due_at = ?, started_at = ?, updated_at = ?
                WHERE account_number = ? AND created_at >= ? AND status = ?
                  AND subscription_id IN (SELECT id FROM subscription WHERE status = 'active'""";
        return database.write(connection -> subscription == null
                ? Sql.update(connection, sql + ")", now, now, now, account, since, status)
                : Sql.update(connection, sql + " AND id = ?)", now, now, now, account, since, status, subscription));
    }

    /** Whether an account has a subscription that is not deleted. */
    boolean hasSubscription(String account, String id) {
        return database.read(connection -> Sql.number(
                        connection,
                        "SELECT COUNT(*) FROM subscription WHERE id = ? AND account_number = ? AND status <> 'deleted'",
                        id,
                        account)
                > 0);
    }

    /** Deletes a dead delivery; false when there is none. */
    boolean discard(String id) {
        return database.write(connection -> {
            int deleted = Sql.update(connection, "DELETE FROM delivery WHERE id = ? AND status = 'dead'", id);
            if (deleted > 0) {
                Sql.update(connection, "DELETE FROM delivery_attempt WHERE delivery_id = ?", id);
            }
            return deleted > 0;
        });
    }

    /**
     * Deletes what was kept long enough, in small steps so that nobody waits for long. Messages become dead that were
     * not even tried for the whole schedule, or not to its end in twice the time, since their lane hardly ever opened; but not
     * those that an operator has wait.
     *
     * @param doneRetention of what was delivered or cancelled
     * @param schedule from the first attempt of a message to its last at most
     */
    void purge(Duration doneRetention, Duration deadRetention, Duration schedule) {
        long now = clock.millis();
        long longest = schedule.toMillis();
        database.write(connection -> Sql.update(
                connection,
                """
                UPDATE delivery SET status = 'dead', updated_at = ?,
                    last_error = COALESCE(last_error, 'the endpoint was away for the whole retry schedule')
                WHERE status = 'pending' AND started_at < ? AND due_at <= ? AND (tries = 0 OR started_at < ?)
                  AND NOT EXISTS (SELECT 1 FROM pause p WHERE p.kind = 'lane' AND p.subject = delivery.subscription_id)""",
                now,
                now - longest,
                now,
                now - 2 * longest));
        purge("dead", now - deadRetention.toMillis());
        purge("delivered", now - doneRetention.toMillis());
        purge("cancelled", now - doneRetention.toMillis());
    }

    private void purge(String status, long before) {
        int deleted;
        do {
            deleted = database.write(connection -> {
                List<String> ids = Sql.list(
                        connection,
                        """
                        SELECT id FROM delivery WHERE status = ? AND status <> 'pending' AND updated_at < ?
                        LIMIT ?""",
                        row -> row.getString(1),
                        status,
                        before,
                        PURGE_BATCH);
                if (!ids.isEmpty()) {
                    String marks = " IN (" + Sql.marks(ids.size()) + ")";
                    Sql.update(connection, "DELETE FROM delivery_attempt WHERE delivery_id" + marks, ids.toArray());
                    Sql.update(connection, "DELETE FROM delivery WHERE id" + marks, ids.toArray());
                }
                return ids.size();
            });
        } while (deleted == PURGE_BATCH);
    }

    private static Optional<Line> line(Connection connection, @Nullable String account, String id) throws SQLException {
        return account == null
                ? Sql.first(connection, COLUMNS + " d.id = ?", DeliveryStore::line, id)
                : Sql.first(
                        connection, COLUMNS + " d.id = ? AND d.account_number = ?", DeliveryStore::line, id, account);
    }

    static Line line(ResultSet row) throws SQLException {
        int lastStatus = row.getInt("last_status");
        long deliveredAt = row.getLong("delivered_at");
        String orderKey = row.getString("order_key");
        return new Line(
                row.getLong("seq"),
                row.getString("id"),
                row.getString("subscription_id"),
                row.getString("endpoint"),
                orderKey.substring(orderKey.indexOf('/') + 1),
                row.getString("kind"),
                row.getString("status"),
                row.getInt("attempts"),
                row.getLong("due_at"),
                row.getLong("created_at"),
                row.getLong("updated_at"),
                lastStatus == 0 ? null : lastStatus,
                row.getString("last_error"),
                deliveredAt == 0 ? null : deliveredAt,
                row.getLong("body_size"));
    }

    static Attempt attempt(ResultSet row) throws SQLException {
        int status = row.getInt("http_status");
        return new Attempt(
                row.getLong("at"),
                status == 0 ? null : status,
                row.getString("error"),
                row.getLong("ms"),
                row.getString("answer"),
                0);
    }
}
