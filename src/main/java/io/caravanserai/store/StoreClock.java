package io.caravanserai.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL's time, on which nodes agree whatever their own clocks say: asked for every few seconds and counted by
 * {@link System#nanoTime()} in between, also while the database is away.
 */
final class StoreClock implements InstantSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreClock.class);
    private static final Duration REFRESH = Duration.ofSeconds(5);
    /** By so much a node's own clock may be off before the operator is told. */
    private static final Duration TOLERANCE = Duration.ofSeconds(10);

    private static final String NOW = "SELECT " + Dialect.POSTGRESQL.now();

    private final Pool pool;
    private final ScheduledExecutorService refreshing = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "hub-store-clock");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Reading reading;
    private boolean told;

    /**
     * What the database said.
     *
     * @param nanos when it did, by {@link System#nanoTime()}
     * @param unsure by how many milliseconds that may be wrong, since the answer took its way
     */
    private record Reading(long nanos, long millis, long unsure) {
        long at(long now) {
            return millis + TimeUnit.NANOSECONDS.toMillis(now - nanos);
        }
    }

    private StoreClock(Pool pool) throws SQLException {
        this.pool = pool;
        this.reading = read();
    }

    /** @throws StoreException when the database does not answer */
    static StoreClock start(Pool pool) {
        try {
            StoreClock clock = new StoreClock(pool);
            clock.compare();
            var unused = clock.refreshing.scheduleWithFixedDelay(
                    clock::refresh, REFRESH.toMillis(), REFRESH.toMillis(), TimeUnit.MILLISECONDS);
            return clock;
        } catch (SQLException e) {
            throw new StoreException("the database does not tell its time: " + e.getMessage(), e);
        }
    }

    private Reading read() throws SQLException {
        try (Connection connection = pool.connection()) {
            long before = System.nanoTime();
            long millis = Sql.number(connection, NOW);
            long taken = System.nanoTime() - before;
            return new Reading(before + taken / 2, millis, 1 + TimeUnit.NANOSECONDS.toMillis(taken));
        }
    }

    /** Follows the database's clock when it was put, and keeps to its own count as long as that may be right. */
    void refresh() {
        try {
            Reading now = read();
            if (Math.abs(reading.at(now.nanos()) - now.millis()) > now.unsure()) {
                reading = now;
            }
            compare();
        } catch (SQLException e) {
            // whoever needs the store says that it is away; time goes on
            LOG.debug("the database was not asked for its time reason={}", e.getMessage());
        }
    }

    private void compare() {
        long ahead = System.currentTimeMillis() - millis();
        boolean off = Math.abs(ahead) > TOLERANCE.toMillis();
        if (off && !told) {
            LOG.warn(
                    "this machine's clock is not that of the database, by which the hub goes ahead_s={} next=set both by NTP",
                    TimeUnit.MILLISECONDS.toSeconds(ahead));
        }
        told = off;
    }

    @Override
    public long millis() {
        return reading.at(System.nanoTime());
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public void close() {
        refreshing.shutdownNow();
    }
}
