package io.caravanserai.delivery;

import io.caravanserai.event.Json;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Subscriptions in the store. There is no cache: the outbox and the lanes ask once a batch, inside their own
 * transaction, so a subscription made or deleted on any node counts from the next batch on.
 */
public final class SubscriptionStore {
    /** How long the secret before a rotation keeps signing. */
    public static final Duration ROTATION_GRACE = Duration.ofHours(24);

    private final Database database;
    private final Clock clock;

    public SubscriptionStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Keeps a new subscription unless the account has {@code limit} active ones of the kind already. */
    Optional<Subscription> create(String account, Subscription.Kind kind, SubscriptionRequest request, int limit) {
        String id = UUID.randomUUID().toString();
        long now = clock.millis();
        TrackerTarget tracker = request.tracker();
        return database.<Optional<Subscription>>write(connection -> {
            long active = Sql.number(
                    connection,
                    "SELECT COUNT(*) FROM subscription WHERE account_number = ? AND kind = ? AND status = 'active'",
                    account,
                    kind.word());
            if (active >= limit) {
                return Optional.empty();
            }
            Sql.update(
                    connection,
                    """
                    INSERT INTO subscription (id, account_number, kind, endpoint, secret, filter, max_in_flight,
                        tracker_source_id, tracker_profile_key, options, status, created_at, updated_at)
                    VALUES (?,?,?,?,?,?,?,?,?,?,'active',?,?)""",
                    id,
                    account,
                    kind.word(),
                    request.endpoint(),
                    request.secret().text(),
                    Json.text(request.filter()),
                    request.maxInFlight(),
                    tracker == null ? null : tracker.sourceId(),
                    tracker == null ? null : tracker.profileKey(),
                    Json.text(request.options()),
                    now,
                    now);
            return byId(connection, id);
        });
    }

    /** An account's subscriptions of one kind, the oldest first, without deleted ones. */
    List<Subscription> list(String account, Subscription.Kind kind) {
        return database.read(connection -> Sql.list(
                connection,
                """
                SELECT * FROM subscription WHERE account_number = ? AND kind = ? AND status <> 'deleted'
                ORDER BY created_at, id""",
                SubscriptionStore::subscription,
                account,
                kind.word()));
    }

    /** A subscription that is not deleted; empty when the account has none of that id and kind. */
    Optional<Subscription> find(String account, Subscription.Kind kind, String id) {
        return database.read(connection -> byId(connection, id)).filter(found -> isServedTo(found, account, kind));
    }

    /** Changes how it is served; empty when the account has none of that id and kind. */
    Optional<Subscription> change(String account, Subscription.Kind kind, String id, SubscriptionRequest request) {
        return database.<Optional<Subscription>>write(connection -> {
            int changed = Sql.update(
                    connection,
                    """
                    UPDATE subscription SET filter = ?, max_in_flight = ?, options = ?, updated_at = ?
                    WHERE id = ? AND account_number = ? AND kind = ? AND status <> 'deleted'""",
                    Json.text(request.filter()),
                    request.maxInFlight(),
                    Json.text(request.options()),
                    clock.millis(),
                    id,
                    account,
                    kind.word());
            return changed == 0 ? Optional.empty() : byId(connection, id);
        });
    }

    /** Ends a subscription and cancels what waits for it; false when the account has none of that id and kind. */
    boolean delete(String account, Subscription.Kind kind, String id) {
        return database.write(connection -> {
            int changed = Sql.update(
                    connection,
                    """
                    UPDATE subscription SET status = 'deleted', status_reason = 'deleted by the customer', updated_at = ?
                    WHERE id = ? AND account_number = ? AND kind = ? AND status <> 'deleted'""",
                    clock.millis(),
                    id,
                    account,
                    kind.word());
            if (changed > 0) {
                cancelPending(connection, id, "the subscription was deleted", clock.millis());
                SubscriptionEnd.clearAlerts(connection, id, clock.millis());
            }
            return changed > 0;
        });
    }

    /** Replaces the secret; the one before keeps signing for {@link #ROTATION_GRACE}. */
    Optional<Subscription> rotate(String account, Subscription.Kind kind, String id, WebhookSecret secret) {
        long now = clock.millis();
        return database.<Optional<Subscription>>write(connection -> {
            int changed = Sql.update(
                    connection,
                    """
                    UPDATE subscription SET old_secret = secret, old_secret_until = ?, secret = ?, updated_at = ?
                    WHERE id = ? AND account_number = ? AND kind = ? AND status <> 'deleted'""",
                    now + ROTATION_GRACE.toMillis(),
                    secret.text(),
                    now,
                    id,
                    account,
                    kind.word());
            return changed == 0 ? Optional.empty() : byId(connection, id);
        });
    }

    static Optional<Subscription> byId(Connection connection, String id) throws SQLException {
        return Sql.first(connection, "SELECT * FROM subscription WHERE id = ?", SubscriptionStore::subscription, id);
    }

    /** Active subscriptions of one kind of any of the accounts. */
    static List<Subscription> active(Connection connection, Subscription.Kind kind, Collection<String> accounts)
            throws SQLException {
        Object[] parameters = new Object[accounts.size() + 1];
        parameters[0] = kind.word();
        System.arraycopy(accounts.toArray(), 0, parameters, 1, accounts.size());
        return Sql.list(
                connection,
                "SELECT * FROM subscription WHERE kind = ? AND status = 'active' AND account_number IN ("
                        + Sql.marks(accounts.size()) + ") ORDER BY created_at, id",
                SubscriptionStore::subscription,
                parameters);
    }

    /**
     * Serves a disabled subscription again, from the next event on, unless the account has {@code limit} active ones of
     * the kind already. What ended with it can be replayed.
     *
     * @return as it is now, disabled when there are too many; empty when the account has none of that id and kind
     */
    Optional<Subscription> enable(String account, Subscription.Kind kind, String id, int limit) {
        long now = clock.millis();
        return database.<Optional<Subscription>>write(connection -> {
            SubscriptionEnd.undo(connection, account, kind, id, limit, now);
            return byId(connection, id).filter(found -> isServedTo(found, account, kind));
        });
    }

    private static boolean isServedTo(Subscription found, String account, Subscription.Kind kind) {
        return found.accountNumber().equals(account)
                && found.kind() == kind
                && found.status() != Subscription.Status.DELETED;
    }

    static void cancelPending(Connection connection, String id, String reason, long now) throws SQLException {
        end(connection, id, "cancelled", reason, now);
    }

    /** What waits for a subscription gets a status that lasts. */
    static void end(Connection connection, String id, String status, String reason, long now) throws SQLException {
        Sql.update(
                connection,
                """
                UPDATE delivery SET status = ?, last_error = ?, updated_at = ?
                WHERE subscription_id = ? AND status = 'pending'""",
                status,
                reason,
                now,
                id);
    }

    private static Subscription subscription(ResultSet row) throws SQLException {
        String oldSecret = row.getString("old_secret");
        String source = row.getString("tracker_source_id");
        int maxInFlight = row.getInt("max_in_flight");
        return new Subscription(
                row.getString("id"),
                row.getString("account_number"),
                Subscription.Kind.of(row.getString("kind")),
                row.getString("endpoint"),
                new WebhookSecret(row.getString("secret")),
                oldSecret == null ? null : new WebhookSecret(oldSecret),
                row.getLong("old_secret_until"),
                Json.read(row.getString("filter").getBytes(StandardCharsets.UTF_8), SubscriptionFilter.class),
                maxInFlight == 0 ? null : maxInFlight,
                source == null ? null : new TrackerTarget(source, row.getString("tracker_profile_key")),
                Json.read(row.getString("options").getBytes(StandardCharsets.UTF_8), EndpointOptions.class),
                Subscription.Status.of(row.getString("status")),
                row.getString("status_reason"),
                row.getLong("created_at"));
    }
}
