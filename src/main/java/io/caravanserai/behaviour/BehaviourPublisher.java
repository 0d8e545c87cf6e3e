package io.caravanserai.behaviour;

import io.caravanserai.store.Database;
import io.caravanserai.store.Lease;
import io.caravanserai.store.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings kept events to the topic {@code behaviour.events}, in the order in which they were kept. One node at a time does
 * it, for all, since two could overtake each other; when it dies another goes on after a while, and publishes what the
 * first had not noted again, with the same ids.
 */
public final class BehaviourPublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BehaviourPublisher.class);
    private static final int PORTION = 500;
    private static final int PORTION_CHARACTERS = 8 << 20;
    /** Of which two thirds are left at least when records go out: longer than the broker is tried for. */
    private static final Duration TERM = Duration.ofSeconds(30);

    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long DRAIN_MILLIS = 5000;

    private final Database database;
    private final Publish publish;
    private final Lease lease;
    private final Thread thread = new Thread(this::run, "hub-behaviour-publisher");
    private volatile boolean closing;

    /** Brings records, key and value, to the topic; when it returns they are there, when it fails none is on its way. */
    @FunctionalInterface
    public interface Publish {
        void all(List<Map.Entry<String, byte[]>> records);
    }

    private record Waiting(long seq, String key, String body) {}

    /** @param node unique among live processes, the same after a restart, which then need not wait */
    public BehaviourPublisher(Database database, String node, Publish publish) {
        this.database = database;
        this.publish = publish;
        this.lease = new Lease(database, "topic behaviour.events", node, TERM);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Events were kept. */
    public void wake() {
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closing) {
            try {
                if (publishSome() == 0) {
                    LockSupport.parkNanos(this, LOOK_NANOS);
                }
            } catch (RuntimeException e) {
                LOG.warn("behaviour events wait: they could not be published; trying again reason={}", e.getMessage());
                LockSupport.parkNanos(this, LOOK_NANOS);
            }
        }
    }

    /** Publishes what waits, at most a portion; returns how many. */
    int publishSome() {
        boolean any = database.read(connection ->
                Sql.number(connection, "SELECT COUNT(*) FROM (SELECT 1 FROM behaviour_outbox LIMIT 1) w") > 0);
        if (!any) {
            return 0;
        }
        if (!lease.hold()) {
            return 0;
        }
        List<Waiting> next = database.read(BehaviourPublisher::next);
        // a node that was stopped meanwhile finds here that another has gone on
        if (next.isEmpty() || !lease.has()) {
            return 0;
        }
        try {
            publish.all(next.stream()
                    .map(event -> Map.entry(event.key(), event.body().getBytes(StandardCharsets.UTF_8)))
                    .toList());
        } catch (RuntimeException e) {
            // another node may reach the broker
            lease.giveBack();
            throw e;
        }
        database.write(connection -> Sql.batch(
                connection,
                "DELETE FROM behaviour_outbox WHERE seq = ?",
                next.stream().map(event -> new Object[] {event.seq()}).toList()));
        return next.size();
    }

    private static List<Waiting> next(Connection connection) throws SQLException {
        List<long[]> due = Sql.list(
                connection,
                "SELECT o.seq, LENGTH(e.body) FROM behaviour_outbox o JOIN behaviour_event e ON e.seq = o.seq"
                        + " ORDER BY o.seq LIMIT " + PORTION,
                row -> new long[] {row.getLong(1), row.getLong(2)});
        List<Waiting> waiting = Sql.listIn(
                connection,
                "SELECT seq, COALESCE(profile_id, session_id, id), body FROM behaviour_event WHERE seq IN",
                row -> new Waiting(row.getLong(1), row.getString(2), row.getString(3)),
                portion(due));
        waiting.sort(Comparator.comparingLong(Waiting::seq));
        return waiting;
    }

    /** The first of them, as many as are held in memory at a time; at least one. */
    private static List<Long> portion(List<long[]> due) {
        List<Long> seqs = new ArrayList<>();
        long characters = 0;
        for (long[] each : due) {
            characters += each[1];
            if (!seqs.isEmpty() && characters > PORTION_CHARACTERS) {
                break;
            }
            seqs.add(each[0]);
        }
        return seqs;
    }

    /** Publishes no more; what waits is published after the next start. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join(DRAIN_MILLIS);
            if (!thread.isAlive()) {
                lease.giveBack();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
