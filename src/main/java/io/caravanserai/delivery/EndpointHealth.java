package io.caravanserai.delivery;

import io.caravanserai.alert.AlertKind;
import io.caravanserai.alert.Alerts;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What results tell about endpoints, written in their transaction: that one works, since when one has failed, and that
 * one is not called any more because it is gone or has failed for too long. Only attempts count: an endpoint to which
 * nothing is sent neither fails nor works.
 */
final class EndpointHealth {
    private static final int WARN_PERCENT = 50;
    private static final int URGE_PERCENT = 80;

    private final Duration disableAfter;

    /**
     * @param disableAfter how long every attempt must have failed until the endpoint is not called any more; zero to
     *     call it for ever
     */
    EndpointHealth(Duration disableAfter) {
        this.disableAfter = disableAfter;
    }

    /**
     * @param results in the order in which they came
     */
    void note(Connection connection, Iterable<Settled> results, long now) throws SQLException {
        // sorted, so that transactions lock rows in one order
        Set<String> working = new TreeSet<>();
        Map<String, Settled> failing = new TreeMap<>();
        Set<String> gone = new TreeSet<>();
        for (Settled result : results) {
            if (result.attempt().decided() != null) {
                continue;
            }
            if (result.attempt().succeeded()) {
                working.add(result.subscriptionId());
                failing.remove(result.subscriptionId());
            } else {
                failing.put(result.subscriptionId(), result);
            }
            if (result.outcome() instanceof Outcome.Gone) {
                gone.add(result.subscriptionId());
            }
        }
        works(connection, working, now);
        for (Settled result : failing.values()) {
            fails(connection, result, now);
        }
        for (String id : gone) {
            SubscriptionEnd.gone(connection, id, now);
        }
    }

    private static void works(Connection connection, Set<String> ids, long now) throws SQLException {
        for (String id : Sql.listIn(
                connection,
                "SELECT id FROM subscription WHERE failing_since IS NOT NULL AND id IN",
                row -> row.getString(1),
                ids)) {
            Sql.update(
                    connection, "UPDATE subscription SET failing_since = NULL, alerted_percent = 0 WHERE id = ?", id);
            Alerts.clear(connection, AlertKind.ENDPOINT_FAILING, id, now);
        }
    }

    private void fails(Connection connection, Settled result, long now) throws SQLException {
        String id = result.subscriptionId();
        int first = Sql.update(
                connection,
                "UPDATE subscription SET failing_since = ? WHERE id = ? AND failing_since IS NULL AND status = 'active'",
                result.attempt().at(),
                id);
        if (first > 0 || disableAfter.isZero()) {
            return;
        }
        long since =
                Sql.number(connection, "SELECT failing_since FROM subscription WHERE id = ? AND status = 'active'", id);
        int percent = since == 0 ? 0 : percent(now - since);
        if (percent >= WARN_PERCENT && alertsFirst(connection, id, percent)) {
            alert(connection, id, percent, now);
        }
    }

    private int percent(long failingMillis) {
        double part = (double) failingMillis / disableAfter.toMillis();
        return part >= 1
                ? 100
                : part * 100 >= URGE_PERCENT ? URGE_PERCENT : part * 100 >= WARN_PERCENT ? WARN_PERCENT : 0;
    }

    private static boolean alertsFirst(Connection connection, String id, int percent) throws SQLException {
        return Sql.update(
                        connection,
                        "UPDATE subscription SET alerted_percent = ? WHERE id = ? AND alerted_percent < ?",
                        percent,
                        id,
                        percent)
                > 0;
    }

    private void alert(Connection connection, String id, int percent, long now) throws SQLException {
        Subscription subscription = SubscriptionStore.byId(connection, id).orElseThrow();
        if (percent < 100) {
            String words = "Every call of " + subscription.called() + " has failed for " + percent + " % of the "
                    + limit() + " after which it is called no more; tell the customer.";
            Alerts.raise(connection, AlertKind.ENDPOINT_FAILING, id, words, now);
            return;
        }
        SubscriptionEnd.giveUp(connection, subscription, "every attempt failed for " + limit(), now);
    }

    private String limit() {
        return disableAfter.toHours() > 0 ? disableAfter.toHours() + " h" : disableAfter.toSeconds() + " s";
    }
}
