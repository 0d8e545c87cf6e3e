package io.caravanserai.budget;

import io.caravanserai.event.Json;
import io.caravanserai.store.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the store knows of an account's calls.
 *
 * @param rate the limits that its last call kept to, as text
 * @param counts by {@link Limit#counter()}
 * @param countedAt when it was last counted, milliseconds since 1970
 * @param bookedUntil the moment of the last call that was counted before its time, milliseconds since 1970
 * @param pausedUntil milliseconds since 1970; 0 when it never was
 */
record BudgetRow(
        CarrierAccount account,
        String rate,
        Counts counts,
        long countedAt,
        long bookedUntil,
        long pausedUntil,
        @Nullable String pauseReason) {
    /** Clocks of nodes may differ so much; a larger step back is a clock put right. */
    private static final long SKEW_MILLIS = 60_000;

    /** Calls by time, for each counter; an object of its own so that it can be read back. */
    record Counts(Map<String, TreeMap<Long, Long>> byCounter) {}

    static BudgetRow read(Connection connection, CarrierAccount account) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT * FROM call_budget WHERE carrier_id = ? AND carrier_account = ?",
                        BudgetRow::of,
                        account.carrier(),
                        account.name())
                .orElseGet(() -> new BudgetRow(account, "", new Counts(Map.of()), 0, 0, 0, null));
    }

    static BudgetRow of(ResultSet row) throws SQLException {
        return new BudgetRow(
                new CarrierAccount(row.getString("carrier_id"), row.getString("carrier_account")),
                row.getString("rate"),
                Json.read(row.getString("counts").getBytes(StandardCharsets.UTF_8), Counts.class),
                row.getLong("counted_at"),
                row.getLong("booked_until"),
                row.getLong("paused_until"),
                row.getString("pause_reason"));
    }

    NavigableMap<Long, Long> count(Limit limit) {
        TreeMap<Long, Long> count = counts.byCounter().get(limit.counter());
        return count == null ? new TreeMap<>() : count;
    }

    /** The time that counts: it does not go back when this node's clock is behind another's. */
    long time(long clock) {
        return countedAt > clock && countedAt - clock <= SKEW_MILLIS ? countedAt : clock;
    }

    /** The first moment at which a call may be counted: not before one that is booked already. */
    long next(long now) {
        return bookedUntil > now && bookedUntil - now <= SKEW_MILLIS ? bookedUntil : now;
    }

    void write(Connection connection) throws SQLException {
        Sql.update(
                connection,
                """
                INSERT INTO call_budget (carrier_id, carrier_account, rate, counts, counted_at, booked_until,
                    paused_until, pause_reason)
                VALUES (?,?,?,?,?,?,?,?)
                ON CONFLICT (carrier_id, carrier_account) DO UPDATE SET rate = excluded.rate, counts = excluded.counts,
                    counted_at = excluded.counted_at, booked_until = excluded.booked_until,
                    paused_until = excluded.paused_until, pause_reason = excluded.pause_reason""",
                account.carrier(),
                account.name(),
                rate,
                Json.text(counts),
                countedAt,
                bookedUntil,
                pausedUntil,
                pauseReason);
    }
}
