package io.caravanserai.metrics;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What waits in the store, and since when. All nodes tell the same, since they share the store. It is read at most every
 * ten seconds, however often it is asked for; a store that does not answer makes it NaN.
 */
public final class Backlog {
    private static final Duration FRESH = Duration.ofSeconds(10);

    private static final Map<String, String> COUNTS = Map.of(
            "hub.deliveries.pending", "SELECT COUNT(*) FROM delivery WHERE status = 'pending'",
            "hub.deliveries.dead", "SELECT COUNT(*) FROM delivery WHERE status = 'dead'",
            "hub.subscriptions.disabled", "SELECT COUNT(*) FROM subscription WHERE status = 'disabled'",
            "hub.dead.letters", "SELECT COUNT(*) FROM dead_letter",
            "hub.unmapped.codes", "SELECT COUNT(*) FROM unmapped_code",
            "hub.labels.waiting",
                    "SELECT COUNT(*) FROM label_work WHERE status IN ('queued', 'requesting', 'unknown', 'undocumented', 'voiding')",
            "hub.behaviour.unpublished", "SELECT COUNT(*) FROM behaviour_outbox");

    private static final Map<String, String> DESCRIPTIONS = Map.of(
            "hub.deliveries.pending", "Webhook messages that wait for their first or next attempt.",
            "hub.deliveries.dead", "Webhook messages that nobody took and that can be replayed.",
            "hub.subscriptions.disabled", "Webhook subscriptions that are not served until they are enabled.",
            "hub.dead.letters", "Raw messages that no stage could read, listed at /admin/dead-letters.",
            "hub.unmapped.codes", "Codes of carriers without a row in a code table, listed at /admin/unmapped.",
            "hub.labels.waiting", "Labels that are ordered and not made yet.",
            "hub.behaviour.unpublished", "Events of visitors that are kept and not on their topic yet.");

    private static final String OLDEST_DELIVERY =
            "SELECT COALESCE(MIN(created_at), 0) FROM delivery WHERE status = 'pending'";
    private static final String OLDEST_LABEL = "SELECT COALESCE(MIN(created_at), 0) FROM label_work"
            + " WHERE status IN ('queued', 'requesting', 'unknown', 'undocumented', 'voiding')";

    private final Refreshed<Map<String, Double>> figures;

    public Backlog(Database database, Clock clock) {
        this.figures = new Refreshed<>(FRESH, () -> database.read(connection -> read(connection, clock.millis())));
    }

    /** Tells its figures to a registry. */
    public void bindTo(MeterRegistry metrics) {
        DESCRIPTIONS.forEach((name, description) ->
                Gauge.builder(name, () -> figure(name)).description(description).register(metrics));
        Gauge.builder("hub.delivery.oldest", () -> figure("hub.delivery.oldest"))
                .description("How long the oldest webhook message waits.")
                .baseUnit("seconds")
                .register(metrics);
        Gauge.builder("hub.label.oldest", () -> figure("hub.label.oldest"))
                .description("How long the oldest label waits.")
                .baseUnit("seconds")
                .register(metrics);
    }

    private double figure(String name) {
        return figures.get().map(all -> all.getOrDefault(name, Double.NaN)).orElse(Double.NaN);
    }

    private static Map<String, Double> read(Connection connection, long now) throws SQLException {
        Map<String, Double> all = new HashMap<>();
        for (Map.Entry<String, String> count : COUNTS.entrySet()) {
            all.put(count.getKey(), (double) Sql.number(connection, count.getValue()));
        }
        all.put("hub.delivery.oldest", age(Sql.number(connection, OLDEST_DELIVERY), now));
        all.put("hub.label.oldest", age(Sql.number(connection, OLDEST_LABEL), now));
        return all;
    }

    private static double age(long since, long now) {
        return since == 0 ? 0 : Math.max(0, now - since) / 1000.0;
    }
}
