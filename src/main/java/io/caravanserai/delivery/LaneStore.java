package io.caravanserai.delivery;

import io.caravanserai.store.Database;
import io.caravanserai.store.Leases;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the lanes read from and write to the store: batches of messages to send, and batches of results. */
final class LaneStore {
    /**
     * Of each shipment only the first message that waits: a later one is not seen before the earlier is settled. The
     * plus keeps both databases from the index on due_at, which would sort the whole backlog for each batch; the inner
     * query names order_key alone, since with the subscription PostgreSQL may choose an index that makes this quadratic.
     */
    private static final String HEADS =
            """
            SELECT d.id, d.attempts, d.tries, LENGTH(d.body) AS body_size, d.body, d.event_id FROM delivery d
            WHERE d.subscription_id = ? AND d.status = 'pending' AND +d.due_at <= ?
              AND NOT EXISTS (SELECT 1 FROM delivery p
                WHERE p.order_key = d.order_key AND p.status = 'pending' AND p.seq < d.seq)
            ORDER BY d.seq LIMIT ?""";

    private static final String UPDATE =
            """
            UPDATE delivery SET status = ?, attempts = ?, tries = ?, due_at = COALESCE(?, due_at), last_status = ?,
                last_error = ?, updated_at = ?
            WHERE id = ? AND status = 'pending'""";

    private static final String DELIVERED =
            """
            UPDATE delivery SET status = 'delivered', attempts = attempts + 1, tries = tries + 1, last_status = ?,
                last_error = NULL, delivered_at = ?, updated_at = ?
            WHERE status = 'pending' AND id IN (""";

    private static final String ATTEMPT =
            """
            INSERT INTO delivery_attempt (delivery_id, n, at, http_status, error, ms, answer) VALUES (?,?,?,?,?,?,?)
            ON CONFLICT (delivery_id, n) DO NOTHING""";

    private final Database database;
    private final Leases leases;
    private final EndpointHealth health;
    private final Clock clock;

    LaneStore(Database database, Leases leases, EndpointHealth health, Clock clock) {
        this.database = database;
        this.leases = leases;
        this.health = health;
        this.clock = clock;
    }

    /**
     * A message read for sending.
     *
     * @param attempts attempts ever
     * @param tries attempts since it was made or replayed
     */
    record Message(String id, int attempts, int tries, byte[] body, @Nullable String event) {}

    /**
     * @param subscription empty when it is not served (any more)
     * @param messages to send now, in order
     * @param full whether there may be more
     */
    record Load(Optional<Subscription> subscription, List<Message> messages, boolean full) {}

    /** Decides message by message whether there is room for it; asked before its body is read. */
    @FunctionalInterface
    interface Room {
        boolean take(long bytes);
    }

    /** Lanes in which something is due: one look into the index for each subscription, however long the backlog. */
    List<String> lanesDue() {
        return database.read(connection -> Sql.list(
                connection,
                """
                SELECT s.id FROM subscription s WHERE (SELECT 1 FROM delivery d
                  WHERE d.subscription_id = s.id AND d.status = 'pending' AND d.due_at <= ? LIMIT 1) = 1
                  AND NOT EXISTS (SELECT 1 FROM pause p WHERE p.kind = 'lane' AND p.subject = s.id)""",
                row -> row.getString(1),
                clock.millis()));
    }

    /**
     * Reads what one lane may send now.
     *
     * @param want at most so many
     * @param skip ids the lane has already
     */
    Load load(String subscriptionId, int want, Set<String> skip, Room room) {
        return database.read(connection -> {
            Optional<Subscription> subscription = SubscriptionStore.byId(connection, subscriptionId)
                    .filter(found -> found.status() == Subscription.Status.ACTIVE);
            if (subscription.isEmpty()) {
                return new Load(subscription, List.of(), false);
            }
            if (isPaused(connection, subscriptionId)) {
                return new Load(subscription, List.of(), false);
            }
            return heads(connection, subscription.get(), want, skip, room);
        });
    }

    /** Nothing is sent and nothing is lost: what waits goes on waiting. */
    private static boolean isPaused(Connection connection, String subscriptionId) throws SQLException {
        return Sql.number(connection, "SELECT COUNT(*) FROM pause WHERE kind = 'lane' AND subject = ?", subscriptionId)
                > 0;
    }

    private Load heads(Connection connection, Subscription subscription, int want, Set<String> skip, Room room)
            throws SQLException {
        List<Message> messages = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(HEADS)) {
            statement.setString(1, subscription.id());
            statement.setLong(2, clock.millis());
            statement.setInt(3, want + skip.size());
            statement.setFetchSize(16);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String id = row.getString("id");
                    if (skip.contains(id)) {
                        continue;
                    }
                    if (messages.size() == want || !room.take(row.getLong("body_size"))) {
                        return new Load(Optional.of(subscription), messages, true);
                    }
                    messages.add(new Message(
                            id,
                            row.getInt("attempts"),
                            row.getInt("tries"),
                            row.getBytes("body"),
                            row.getString("event_id")));
                }
            }
        }
        return new Load(Optional.of(subscription), messages, messages.size() == want);
    }

    /** Cancels what waits for a subscription that is not served. */
    void cancelPending(String subscriptionId) {
        database.write(connection -> {
            SubscriptionStore.cancelPending(
                    connection, subscriptionId, "the subscription is not active", clock.millis());
            return true;
        });
    }

    /**
     * Writes many results in one transaction. A message cancelled meanwhile stays so, and of lanes that another node has
     * by now nothing is written: it reads these messages as waiting and sends them itself, with the same ids.
     */
    void record(List<Settled> told) {
        database.write(connection -> {
            List<Settled> results = ours(connection, told);
            long now = clock.millis();
            delivered(connection, results, now);
            Sql.batch(
                    connection,
                    UPDATE,
                    results.stream()
                            .filter(result -> !result.attempt().succeeded())
                            .map(result -> update(result, now))
                            .toList());
            Sql.batch(
                    connection,
                    ATTEMPT,
                    results.stream().map(LaneStore::attempt).toList());
            health.note(connection, results, now);
            return true;
        });
    }

    private List<Settled> ours(Connection connection, List<Settled> told) throws SQLException {
        Map<String, Long> fences = new HashMap<>();
        told.forEach(result -> fences.merge(result.subscriptionId(), result.fence(), Math::max));
        Set<String> held = leases.fence(connection, fences);
        return told.stream()
                .filter(result -> held.contains(result.subscriptionId()))
                .filter(result -> fences.getOrDefault(result.subscriptionId(), 0L) == result.fence())
                .toList();
    }

    /** Nearly all results are alike, so they are one statement: on PostgreSQL several times faster than one each. */
    private static void delivered(Connection connection, List<Settled> results, long now) throws SQLException {
        Map<Integer, List<Settled>> byStatus = results.stream()
                .filter(result -> result.attempt().succeeded())
                .collect(Collectors.groupingBy(
                        result -> Objects.requireNonNull(result.attempt().status())));
        for (Map.Entry<Integer, List<Settled>> alike : byStatus.entrySet()) {
            List<@Nullable Object> parameters = new ArrayList<>(List.of(alike.getKey(), now, now));
            alike.getValue().forEach(result -> parameters.add(result.deliveryId()));
            Sql.update(connection, DELIVERED + Sql.marks(alike.getValue().size()) + ")", parameters.toArray());
        }
    }

    private static @Nullable Object[] update(Settled result, long now) {
        Attempt attempt = result.attempt();
        return new @Nullable Object[] {
            status(result.outcome()),
            result.n(),
            result.tries(),
            result.outcome() instanceof Outcome.Retry retry ? retry.dueAt() : null,
            attempt.status(),
            attempt.error(),
            now,
            result.deliveryId()
        };
    }

    private static String status(Outcome outcome) {
        if (outcome instanceof Outcome.Retry) {
            return "pending";
        }
        return outcome instanceof Outcome.Dead ? "dead" : "cancelled";
    }

    private static @Nullable Object[] attempt(Settled result) {
        Attempt attempt = result.attempt();
        return new @Nullable Object[] {
            result.deliveryId(),
            result.n(),
            attempt.at(),
            attempt.status(),
            attempt.error(),
            attempt.ms(),
            attempt.answer()
        };
    }
}
