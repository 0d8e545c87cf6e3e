package io.caravanserai.figure;

import io.caravanserai.event.Json;
import io.caravanserai.figure.Figures.Figure;
import io.caravanserai.store.Database;
import io.caravanserai.store.Lease;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Looks once a minute at what the minute before has brought, over all nodes; one node at a time does it. How long things
 * took is told by the newest of them, so that a busy minute costs no more than a quiet one.
 */
public final class FigureSampler {
    private static final Duration TERM = Duration.ofMinutes(2);
    private static final int TIMED = 500;
    private static final int COUNTED = 200_000;

    private final Database database;
    private final Figures figures;
    private final Lease lease;
    private final Clock clock;
    private long sampled;
    /** The number of the newest event that was counted; none while another node counts. */
    private OptionalLong lastEvent;

    /** @param node unique among live processes on one database */
    public FigureSampler(Database database, String node) {
        this(database, node, database.clock());
    }

    FigureSampler(Database database, String node, Clock clock) {
        this.database = database;
        this.figures = new Figures(database);
        this.lease = new Lease(database, "figures", node, TERM);
        this.clock = clock;
        this.sampled = clock.millis() / Figures.MINUTE;
        this.lastEvent = OptionalLong.of(database.read(FigureSampler::newest));
    }

    /** Keeps the figures of the minute that has ended, once. */
    public synchronized void sample() {
        long minute = clock.millis() / Figures.MINUTE;
        if (minute == sampled) {
            return;
        }
        sampled = minute;
        if (!lease.hold()) {
            lastEvent = OptionalLong.empty();
            return;
        }
        long from = (minute - 1) * Figures.MINUTE;
        List<Figure> found = database.read(connection -> look(connection, from, from + Figures.MINUTE));
        database.write(connection -> {
            figures.add(connection, found);
            return true;
        });
        figures.forgetMinutes(clock.millis());
    }

    private List<Figure> look(Connection connection, long from, long to) throws SQLException {
        List<Figure> found = new ArrayList<>(events(connection, from));
        found.add(webhooks(connection, from, to));
        found.add(labels(connection, from, to));
        return found;
    }

    /** New rows are found by their numbers, whatever the age of the table. */
    private List<Figure> events(Connection connection, long at) throws SQLException {
        long newest = newest(connection);
        if (lastEvent.isEmpty()) {
            lastEvent = OptionalLong.of(newest);
            return List.of();
        }
        long last = lastEvent.getAsLong();
        List<Figure> byCarrier = Sql.list(
                connection,
                """
                SELECT carrier_id, COUNT(*) FROM (SELECT carrier_id FROM tracking_event WHERE seq > ? AND seq <= ? LIMIT ?) e
                GROUP BY carrier_id""",
                row -> new Figure(Figures.CARRIER + row.getString(1), at, row.getLong(2), null, null),
                last,
                newest,
                COUNTED);
        List<Long> took = Sql.list(
                connection,
                "SELECT envelope, stored_at FROM tracking_event WHERE seq > ? AND seq <= ? ORDER BY seq DESC LIMIT ?",
                row -> Math.max(0, row.getLong(2) - received(row.getString(1))),
                last,
                newest,
                TIMED);
        lastEvent = OptionalLong.of(newest);
        List<Figure> all = new ArrayList<>(byCarrier);
        all.add(figure(
                "events", at, byCarrier.stream().mapToLong(Figure::number).sum(), took));
        return all;
    }

    private static long newest(Connection connection) throws SQLException {
        return Sql.number(connection, "SELECT COALESCE(MAX(seq), 0) FROM tracking_event");
    }

    /** When the hub had the carrier's bytes. */
    private static long received(String envelope) {
        return Instant.parse(Json.kept(envelope).path("received_utc").asText()).toEpochMilli();
    }

    private Figure webhooks(Connection connection, long from, long to) throws SQLException {
        long number = Sql.number(
                connection,
                """
                SELECT COUNT(*) FROM (SELECT 1 FROM delivery
                    WHERE status = 'delivered' AND updated_at >= ? AND updated_at < ? LIMIT ?) d""",
                from,
                to,
                COUNTED);
        List<Long> took = Sql.list(
                connection,
                """
                SELECT updated_at - created_at FROM delivery WHERE status = 'delivered' AND updated_at >= ?
                    AND updated_at < ? LIMIT ?""",
                row -> row.getLong(1),
                from,
                to,
                TIMED);
        return figure("webhooks", from, number, took);
    }

    private Figure labels(Connection connection, long from, long to) throws SQLException {
        List<Long> took = Sql.list(
                connection,
                """
                SELECT o.created_at - s.created_at FROM (SELECT shipment_id, created_at FROM label_outcome
                    WHERE status = 'made' ORDER BY seq DESC LIMIT ?) o JOIN shipment s ON s.id = o.shipment_id
                WHERE o.created_at >= ? AND o.created_at < ?""",
                row -> row.getLong(1),
                TIMED * 10,
                from,
                to);
        return figure("labels", from, took.size(), took);
    }

    private static Figure figure(String series, long at, long number, List<Long> took) {
        return new Figure(series, at, number, share(took, 0.5), share(took, 0.95));
    }

    private static @Nullable Long share(List<Long> took, double share) {
        if (took.isEmpty()) {
            return null;
        }
        List<Long> sorted = took.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1, Math.ceil(sorted.size() * share) - 1));
    }
}
