package io.caravanserai.budget;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;

/** When calls that wait will be made, by the pace that an account's limits allow. */
public final class CallForecast {
    /** Beyond so many calls the average pace so far is carried on. */
    private static final int EXACT = 1_000;

    private CallForecast() {}

    /**
     * When the n-th call from now may be made if every call before it is made as soon as it may.
     *
     * @param n from 1
     * @param clock milliseconds since 1970
     */
    public static Instant nth(Connection connection, CarrierAccount account, Rate rate, long n, long clock)
            throws SQLException {
        BudgetRow row = BudgetRow.read(connection, account);
        long start = Math.max(row.time(clock), row.pausedUntil());
        Map<Limit, NavigableMap<Long, Long>> counts = new HashMap<>();
        rate.limits().forEach(limit -> counts.put(limit, row.count(limit)));
        long now = start;
        long simulated = Math.min(n, EXACT);
        for (long call = 0; call < simulated; call++) {
            now = next(counts, now);
            for (Map.Entry<Limit, NavigableMap<Long, Long>> count : counts.entrySet()) {
                count.setValue(count.getKey().plusCall(count.getValue(), now));
            }
        }
        return Instant.ofEpochMilli(now + (n - simulated) * (now - start) / simulated);
    }

    /** The first moment at which all limits allow a call; one limit's wait may end in another's. */
    private static long next(Map<Limit, NavigableMap<Long, Long>> counts, long now) {
        long free = now;
        long before;
        do {
            before = free;
            for (Map.Entry<Limit, NavigableMap<Long, Long>> count : counts.entrySet()) {
                free = Math.max(free, count.getKey().freeAt(count.getValue(), free));
            }
        } while (free > before);
        return free;
    }
}
