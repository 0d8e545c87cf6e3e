package io.caravanserai.behaviour;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings kept events to the topic {@code behaviour.events}, in the order in which they were kept. A node that dies leaves
 * what it had claimed to the others after a while; an event is then published again, with the same id.
 */
public final class BehaviourPublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BehaviourPublisher.class);
    private static final int PORTION = 500;
    private static final long CLAIM_MILLIS = Duration.ofSeconds(30).toMillis();
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long DRAIN_MILLIS = 5000;

    private final Database database;
    private final Publish publish;
    private final Thread thread = new Thread(this::run, "hub-behaviour-publisher");
    private volatile boolean closing;

    /** Brings records, key and value, to the topic; they are there when it returns. */
    @FunctionalInterface
    public interface Publish {
        void all(List<Map.Entry<String, byte[]>> records);
    }

    private record Waiting(long seq, String key, String body) {}

    public BehaviourPublisher(Database database, Publish publish) {
        this.database = database;
        this.publish = publish;
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
                if (publishSome() < PORTION) {
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
        List<Waiting> claimed = database.write(this::claim);
        if (!claimed.isEmpty()) {
            List<Map.Entry<String, byte[]>> records = new ArrayList<>();
            claimed.forEach(
                    event -> records.add(Map.entry(event.key(), event.body().getBytes(StandardCharsets.UTF_8))));
            publish.all(records);
            List<Object[]> done =
                    claimed.stream().map(event -> new Object[] {event.seq()}).toList();
            database.write(connection -> Sql.batch(connection, "DELETE FROM behaviour_outbox WHERE seq = ?", done));
        }
        return claimed.size();
    }

    private List<Waiting> claim(Connection connection) throws SQLException {
        String now = database.dialect().now();
        List<Waiting> waiting = Sql.list(
                connection,
                "SELECT e.seq, COALESCE(e.profile_id, e.session_id, e.id), e.body FROM behaviour_outbox o"
                        + " JOIN behaviour_event e ON e.seq = o.seq WHERE o.claimed_until < " + now
                        + " ORDER BY o.seq LIMIT " + PORTION
                        + database.dialect().skipLocked("o"),
                row -> new Waiting(row.getLong(1), row.getString(2), row.getString(3)));
        Sql.batch(
                connection,
                "UPDATE behaviour_outbox SET claimed_until = " + now + " + " + CLAIM_MILLIS + " WHERE seq = ?",
                waiting.stream().map(event -> new Object[] {event.seq()}).toList());
        return waiting;
    }

    /** Publishes no more; what waits is published after the next start. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join(DRAIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
