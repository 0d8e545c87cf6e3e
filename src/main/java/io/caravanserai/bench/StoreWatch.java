package io.caravanserai.bench;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Watches how fast the stages fill the store. */
final class StoreWatch {
    private static final long LOOK_MILLIS = 20;

    private final Database database;

    StoreWatch(Database database) {
        this.database = database;
    }

    /**
     * Watches the stages work off a backlog.
     *
     * @param backlog events that wait
     * @param longest how long to watch
     * @return events a second from the first that arrived to the last
     */
    double rate(long backlog, Duration longest) throws InterruptedException {
        long before = stored();
        long end = System.nanoTime() + longest.toNanos();
        long first = 0;
        long firstSeen = before;
        long last = 0;
        long lastSeen = before;
        while (System.nanoTime() < end && lastSeen - before < backlog) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            long seen = stored();
            if (seen > lastSeen) {
                last = System.nanoTime();
                if (first == 0) {
                    first = last;
                    firstSeen = seen;
                }
                lastSeen = seen;
            }
        }
        return last == first ? 0 : (lastSeen - firstSeen) / ((last - first) / 1e9);
    }

    private long stored() {
        return database.read(connection -> Sql.number(connection, "SELECT COALESCE(MAX(seq), 0) FROM tracking_event"));
    }
}
