package io.caravanserai.bench;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Watches how fast the stages fill the store. */
final class StoreWatch {
    private static final long LOOK_MILLIS = 20;
    private static final long PATIENCE_NANOS = Duration.ofMinutes(5).toNanos();

    private final Database database;

    StoreWatch(Database database) {
        this.database = database;
    }

    /**
     * Waits until the store has so many events.
     *
     * @return events a second from the first to the last that arrived meanwhile; 0 when they do not arrive within five
     *     minutes
     */
    double drained(long events) throws InterruptedException {
        long before = stored();
        long start = System.nanoTime();
        long first = 0;
        long now = start;
        while (now - start < PATIENCE_NANOS) {
            long seen = stored();
            if (first == 0 && seen > before) {
                first = now;
                before = seen;
            }
            if (seen >= events) {
                return first == now ? 0 : (seen - before) / ((now - first) / 1e9);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            now = System.nanoTime();
        }
        return 0;
    }

    private long stored() {
        return database.read(connection -> Sql.number(connection, "SELECT COALESCE(MAX(seq), 0) FROM tracking_event"));
    }
}
