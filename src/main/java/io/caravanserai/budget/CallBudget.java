package io.caravanserai.budget;

import io.caravanserai.store.Database;
import io.caravanserai.store.KeyLocks;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The calls an account at a carrier may make. They are counted in the store before they are made: a restart forgets
 * none, and all nodes and routes that call with this account share them. Routes of one account should give the same
 * rate; where they differ, each keeps to its own limits and limits of one kind count the calls of both.
 */
public final class CallBudget {
    private final Database database;
    private final CarrierAccount account;
    private final Rate rate;
    private final Clock clock;

    public CallBudget(Database database, CarrierAccount account, Rate rate, Clock clock) {
        this.database = database;
        this.account = account;
        this.rate = rate;
        this.clock = clock;
    }

    /** Takes the right to make one call now, if there is one. */
    public Grant take() {
        return database.write(connection -> {
            BudgetRow row = locked(connection);
            long now = row.time(clock.millis());
            if (row.pausedUntil() > now) {
                return new Grant.Refused(Instant.ofEpochMilli(row.pausedUntil()), String.valueOf(row.pauseReason()));
            }
            for (Limit limit : rate.limits()) {
                long free = limit.freeAt(row.count(limit), now);
                if (free > now) {
                    return new Grant.Refused(Instant.ofEpochMilli(free), limit.text());
                }
            }
            Map<String, TreeMap<Long, Long>> counts = new HashMap<>(row.counts().byCounter());
            for (Limit limit : rate.limits()) {
                counts.put(limit.counter(), new TreeMap<>(limit.plusCall(row.count(limit), now)));
            }
            new BudgetRow(account, rate.text(), new BudgetRow.Counts(counts), now, row.pausedUntil(), row.pauseReason())
                    .write(connection);
            return new Grant.Granted();
        });
    }

    /**
     * The carrier wants quiet from the whole account; a longer pause already under way stays.
     *
     * @param reason why, for operators
     */
    public void pause(Duration pause, String reason) {
        database.write(connection -> {
            BudgetRow row = locked(connection);
            long until = clock.millis() + pause.toMillis();
            if (until > row.pausedUntil()) {
                new BudgetRow(account, rate.text(), row.counts(), row.countedAt(), until, reason).write(connection);
            }
            return until;
        });
    }

    private BudgetRow locked(Connection connection) throws SQLException {
        KeyLocks.take(
                connection, database.dialect(), List.of("call_budget:" + account.carrier() + ":" + account.name()));
        return BudgetRow.read(connection, account);
    }
}
