package io.caravanserai.budget;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much of its budget an account has used, for operators.
 *
 * @param pausedUntilUtc null when it is not paused
 * @param pauseReason null when it is not paused
 */
public record BudgetStatus(
        String account, List<Use> limits, @Nullable String pausedUntilUtc, @Nullable String pauseReason) {
    public BudgetStatus {
        limits = List.copyOf(limits);
    }

    /**
     * One limit.
     *
     * @param limit as written in the rate
     * @param used calls that stand against it now
     * @param most calls that may
     */
    public record Use(String limit, long used, long most) {}

    /** Of all accounts of a carrier that have called, by name. */
    public static List<BudgetStatus> of(Database database, String carrier, Clock clock) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT * FROM call_budget WHERE carrier_id = ? ORDER BY carrier_account",
                row -> of(BudgetRow.of(row), clock.millis()),
                carrier));
    }

    /** Of one account; empty when it never called. */
    public static Optional<BudgetStatus> of(Connection connection, CarrierAccount account, long clock)
            throws SQLException {
        return Sql.first(
                connection,
                "SELECT * FROM call_budget WHERE carrier_id = ? AND carrier_account = ?",
                row -> of(BudgetRow.of(row), clock),
                account.carrier(),
                account.name());
    }

    private static BudgetStatus of(BudgetRow row, long clock) {
        long now = row.time(clock);
        boolean paused = row.pausedUntil() > now;
        return new BudgetStatus(
                row.account().name(),
                Rate.parse(row.rate()).limits().stream()
                        .map(limit -> new Use(limit.text(), limit.used(row.count(limit), row.next(now)), limit.most()))
                        .toList(),
                paused ? Instant.ofEpochMilli(row.pausedUntil()).toString() : null,
                paused ? row.pauseReason() : null);
    }
}
