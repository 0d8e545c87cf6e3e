package io.caravanserai.intake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes at which shipments somebody looks, so that their numbers are asked for sooner. */
public final class WatchedNumbers {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedNumbers.class);
    private static final Duration ONCE_IN = Duration.ofMinutes(1);
    private static final int MAX_REMEMBERED = 100_000;

    /** Only what is polled has a row; that of a number which was never asked for yet is due anyway. */
    private static final String MARK =
            """
            UPDATE poll_target SET watched_at = ? WHERE watched_at <= ? AND (carrier_id, tracking_number) IN (
                SELECT carrier_id, key_value FROM tracking_key WHERE shipment_id = ? AND kind = 'tracking')""";

    private final Database database;
    private final Clock clock;
    private final Cache<String, Boolean> justSeen;

    public WatchedNumbers(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.justSeen = Caffeine.newBuilder()
                .expireAfterWrite(ONCE_IN)
                .maximumSize(MAX_REMEMBERED)
                .ticker(() -> clock.millis() * 1_000_000)
                .build();
    }

    /** Somebody looks at the shipment now. Returns at once; a minute's looks are one write. */
    public void seen(String shipmentId) {
        var unused = note(shipmentId).whenComplete((numbers, failure) -> {
            if (failure != null) {
                LOG.warn("a look at a page was not noted shipment={} reason={}", shipmentId, failure.toString());
            }
        });
    }

    /** How many numbers are to be asked for sooner, once that is durable. */
    CompletableFuture<Integer> note(String shipmentId) {
        if (justSeen.asMap().putIfAbsent(shipmentId, true) != null) {
            return CompletableFuture.completedFuture(0);
        }
        long now = clock.millis();
        return database.writeAsync(
                connection -> Sql.update(connection, MARK, now, now - ONCE_IN.toMillis(), shipmentId));
    }
}
