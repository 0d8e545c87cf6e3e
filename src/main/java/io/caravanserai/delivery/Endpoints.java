package io.caravanserai.delivery;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What operators see of a customer's endpoints, and do with them. */
public final class Endpoints {
    private static final String OF_ACCOUNT =
            """
            SELECT s.*, p.paused_at, p.reason AS pause_reason,
                (SELECT COUNT(*) FROM delivery d WHERE d.subscription_id = s.id AND d.status = 'pending') AS waiting,
                (SELECT MIN(d.created_at) FROM delivery d
                    WHERE d.subscription_id = s.id AND d.status = 'pending') AS oldest,
                (SELECT MAX(l.delivered_at) FROM (SELECT d.delivered_at FROM delivery d
                    WHERE d.account_number = s.account_number AND d.subscription_id = s.id
                    ORDER BY d.seq DESC LIMIT 100) l) AS last_delivered
            FROM subscription s LEFT JOIN pause p ON p.kind = 'lane' AND p.subject = s.id
            WHERE s.account_number = ? AND s.status <> 'deleted' ORDER BY s.created_at, s.id""";

    private final Database database;
    private final SubscriptionStore subscriptions;
    private final Clock clock;

    public Endpoints(Database database, Clock clock) {
        this.database = database;
        this.subscriptions = new SubscriptionStore(database, clock);
        this.clock = clock;
    }

    /** All of an account but deleted ones, the oldest first. */
    public List<EndpointView> of(String account) {
        return database.read(connection -> Sql.list(connection, OF_ACCOUNT, row -> view(row, clock.millis()), account));
    }

    /**
     * A new secret, and until when the one before signs too.
     *
     * @param secret shown only here
     */
    public record Rotated(String id, String secret, String previousSecretUntilUtc) {}

    /** Replaces the secret of a subscription; empty when the account has none of this id. */
    public Optional<Rotated> rotate(String account, String id) {
        return find(account, id)
                .flatMap(found -> subscriptions.rotate(account, found.kind(), id, WebhookSecret.random()))
                .map(rotated -> new Rotated(id, rotated.secret().text(), utc(rotated.oldSecretUntil())));
    }

    /**
     * Has a message sent that is marked as a test, like any other; its id. Empty when the account has no such
     * subscription.
     */
    public Optional<String> test(String account, String id) {
        long now = clock.millis();
        return database.write(connection -> {
            Optional<NewDelivery> message = find(connection, account, id).map(to -> TestMessage.to(to, now));
            if (message.isPresent()) {
                NewDelivery.insert(connection, List.of(message.get()), now);
            }
            return message.map(NewDelivery::id);
        });
    }

    /** A message with every attempt; empty when none of this id is kept. */
    public Optional<ShipmentDeliveries.Told> delivery(String id) {
        return database.read(connection -> ShipmentDeliveries.byId(connection, id));
    }

    private Optional<Subscription> find(String account, String id) {
        return database.read(connection -> find(connection, account, id));
    }

    private static Optional<Subscription> find(Connection connection, String account, String id) throws SQLException {
        return SubscriptionStore.byId(connection, id)
                .filter(found -> found.accountNumber().equals(account))
                .filter(found -> found.status() != Subscription.Status.DELETED);
    }

    private static EndpointView view(ResultSet row, long now) throws SQLException {
        long rotated = row.getLong("old_secret_until");
        return new EndpointView(
                row.getString("id"),
                row.getString("kind"),
                row.getString("endpoint"),
                row.getString("status"),
                row.getString("status_reason"),
                utcOrNull(row.getLong("failing_since")),
                utcOrNull(row.getLong("paused_at")),
                row.getString("pause_reason"),
                row.getLong("waiting"),
                utcOrNull(row.getLong("oldest")),
                utcOrNull(row.getLong("last_delivered")),
                rotated > now ? utc(rotated) : null);
    }

    private static @Nullable String utcOrNull(long epochMillis) {
        return epochMillis == 0 ? null : utc(epochMillis);
    }

    private static String utc(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).toString();
    }
}
