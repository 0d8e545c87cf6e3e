package io.caravanserai.delivery;

import io.caravanserai.alert.AlertKind;
import io.caravanserai.alert.Alerts;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** How a subscription ends by its endpoint, with what waits and with an alert, and how that is undone. */
final class SubscriptionEnd {
    private static final List<AlertKind> ALERTS =
            List.of(AlertKind.ENDPOINT_GONE, AlertKind.ENDPOINT_FAILING, AlertKind.ENDPOINT_DISABLED);

    private SubscriptionEnd() {}

    /** The endpoint said 410: it is not called again, and what waits is cancelled. */
    static void gone(Connection connection, String id, long now) throws SQLException {
        String reason = "the endpoint answered 410 Gone";
        if (disable(connection, id, reason, now)) {
            SubscriptionStore.cancelPending(connection, id, reason, now);
            String called = SubscriptionStore.byId(connection, id).orElseThrow().called();
            raise(connection, AlertKind.ENDPOINT_GONE, id, called + " answered 410 Gone", now);
        }
    }

    /** The endpoint failed for too long: it is not called again, and what waits becomes dead letters. */
    static void giveUp(Connection connection, Subscription subscription, String reason, long now) throws SQLException {
        if (disable(connection, subscription.id(), reason, now)) {
            SubscriptionStore.end(connection, subscription.id(), "dead", reason, now);
            raise(
                    connection,
                    AlertKind.ENDPOINT_DISABLED,
                    subscription.id(),
                    subscription.called() + ": " + reason,
                    now);
        }
    }

    private static boolean disable(Connection connection, String id, String reason, long now) throws SQLException {
        return Sql.update(
                        connection,
                        """
                        UPDATE subscription SET status = 'disabled', status_reason = ?, updated_at = ?
                        WHERE id = ? AND status = 'active'""",
                        reason,
                        now,
                        id)
                > 0;
    }

    private static void raise(Connection connection, AlertKind kind, String id, String words, long now)
            throws SQLException {
        Alerts.clear(connection, AlertKind.ENDPOINT_FAILING, id, now);
        Alerts.raise(
                connection,
                kind,
                id,
                words + "; it is called no more until the customer enables the subscription again.",
                now);
    }

    /** What was wrong with its endpoint is over. */
    static void clearAlerts(Connection connection, String id, long now) throws SQLException {
        for (AlertKind kind : ALERTS) {
            Alerts.clear(connection, kind, id, now);
        }
    }

    /** Nothing happens unless it is disabled and the account has fewer than {@code limit} active ones of the kind. */
    static void undo(Connection connection, String account, Subscription.Kind kind, String id, int limit, long now)
            throws SQLException {
        int changed = Sql.update(
                connection,
                """
                UPDATE subscription SET status = 'active', status_reason = NULL, failing_since = NULL,
                    alerted_percent = 0, updated_at = ?
                WHERE id = ? AND account_number = ? AND kind = ? AND status = 'disabled'
                  AND (SELECT COUNT(*) FROM subscription s WHERE s.account_number = ? AND s.kind = ?
                    AND s.status = 'active') < ?""",
                now,
                id,
                account,
                kind.word(),
                account,
                kind.word(),
                limit);
        if (changed > 0) {
            clearAlerts(connection, id, now);
        }
    }
}
