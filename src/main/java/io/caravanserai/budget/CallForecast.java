package io.caravanserai.budget;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

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
        long start = Math.max(row.next(row.time(clock)), row.pausedUntil());
        Pace pace = new Pace(rate, row);
        long now = start;
        long simulated = Math.min(n, EXACT);
        for (long call = 0; call < simulated; call++) {
            now = pace.next(now);
            pace.call(now);
        }
        return Instant.ofEpochMilli(now + (n - simulated) * (now - start) / simulated);
    }
}
