package io.caravanserai.bench;

import io.caravanserai.store.Database;
import io.caravanserai.store.Dialect;
import io.caravanserai.store.Sql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Transactions of one row each, every one durable before its caller goes on. SQLite has one writer, so one caller makes
 * them there; PostgreSQL gets 16.
 */
final class SingleCommits {
    private static final int CALLERS = 16;
    private static final byte[] ROW = new byte[800];

    private final Database database;
    private final AtomicLong ids = new AtomicLong();
    private long counted;
    private long nanos;

    SingleCommits(Database database) {
        this.database = database;
        database.write(connection -> {
            Sql.update(connection, "DROP TABLE IF EXISTS bench_commit");
            return Sql.update(connection, "CREATE TABLE bench_commit (id BIGINT PRIMARY KEY, body " + bytes() + ")");
        });
    }

    private String bytes() {
        return database.dialect() == Dialect.SQLITE ? "BLOB" : "BYTEA";
    }

    /** One turn; several add up. */
    void run(Duration duration) throws InterruptedException, ExecutionException {
        int callers = database.dialect() == Dialect.SQLITE ? 1 : CALLERS;
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            long begin = System.nanoTime();
            List<Future<Long>> all = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                all.add(threads.submit(() -> commit(begin + duration.toNanos())));
            }
            for (Future<Long> one : all) {
                counted += one.get();
            }
            nanos += System.nanoTime() - begin;
        } finally {
            threads.shutdown();
        }
    }

    private long commit(long end) {
        long done = 0;
        while (System.nanoTime() - end < 0) {
            database.write(connection -> Sql.update(
                    connection, "INSERT INTO bench_commit (id, body) VALUES (?, ?)", ids.incrementAndGet(), ROW));
            done++;
        }
        return done;
    }

    double perSecond() {
        return counted * 1e9 / nanos;
    }

    void drop() {
        database.write(connection -> Sql.update(connection, "DROP TABLE bench_commit"));
    }
}
