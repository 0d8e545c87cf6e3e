package io.caravanserai.budget;

import io.caravanserai.store.Database;
import io.caravanserai.store.KeyLocks;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The calls an account at a carrier may make. They are counted in the store before they are made: a restart forgets
 * none, and all nodes and routes that call with this account share them. Routes of one account should give the same
 * rate; where they differ, each keeps to its own limits and limits of one kind count the calls of both.
 */
public final class CallBudget {
    /** The longest time that a call may be counted before its moment. */
    public static final Duration MOST_AHEAD = Duration.ofSeconds(1);

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

    /** Takes the right to make one call now, or right after those of the account that are booked ahead. */
    public Grant take() {
        return database.write(connection -> {
            BudgetRow row = locked(connection);
            long now = row.time(clock.millis());
            if (row.pausedUntil() > now) {
                return new Grant.Refused(Instant.ofEpochMilli(row.pausedUntil()), String.valueOf(row.pauseReason()));
            }
            long start = row.next(now);
            Pace pace = new Pace(rate, row);
            long free = pace.next(start);
            if (free > (start > now ? start + MOST_AHEAD.toMillis() : now)) {
                return new Grant.Refused(
                        Instant.ofEpochMilli(free), pace.narrowest(start).text());
            }
            pace.call(free);
            write(connection, row, pace, now, free);
            return new Grant.Granted(Duration.ofMillis(free - now));
        });
    }

    /**
     * Takes the right to make one call, and waits when it comes right after calls that are booked ahead: two seconds at
     * most.
     *
     * @return false when no call may be made, or the thread was interrupted
     */
    public boolean call() {
        if (!(take() instanceof Grant.Granted granted)) {
            return false;
        }
        try {
            TimeUnit.MILLISECONDS.sleep(granted.in().toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Counts several calls in the caller's transaction, each for the moment from which it may be made. Only the first has
     * to be allowed now, unless others are booked ahead already: so a slow limit favours nobody who looks ahead.
     *
     * @param most how many are wanted
     * @param ahead how long before its moment a call may be counted, {@link #MOST_AHEAD} at most
     */
    public Booking book(Connection connection, int most, Duration ahead) throws SQLException {
        BudgetRow row = locked(connection);
        long here = clock.millis();
        long now = row.time(here);
        if (row.pausedUntil() > now) {
            return new Booking(List.of(), here + row.pausedUntil() - now);
        }
        Pace pace = new Pace(rate, row);
        List<Long> moments = new ArrayList<>();
        long last = row.next(now);
        long early = last > now ? ahead.toMillis() : 0;
        long free = pace.next(last);
        while (moments.size() < most && free <= now + early) {
            pace.call(free);
            moments.add(here + free - now);
            last = free;
            early = ahead.toMillis();
            free = pace.next(last);
        }
        if (!moments.isEmpty()) {
            write(connection, row, pace, now, last);
        }
        return new Booking(moments, moments.size() == most ? here : here + Math.max(0, free - now - early));
    }

    private void write(Connection connection, BudgetRow row, Pace pace, long now, long last) throws SQLException {
        new BudgetRow(account, rate.text(), pace.counts(), now, last, row.pausedUntil(), row.pauseReason())
                .write(connection);
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
                new BudgetRow(account, rate.text(), row.counts(), row.countedAt(), row.bookedUntil(), until, reason)
                        .write(connection);
            }
            return until;
        });
    }

    private BudgetRow locked(Connection connection) throws SQLException {
        KeyLocks.take(connection, database.dialect(), List.of(lockKey()));
        return BudgetRow.read(connection, account);
    }

    /** The key of {@link KeyLocks} that booking takes, for transactions that take others too. */
    public String lockKey() {
        return "call_budget:" + account.carrier() + ":" + account.name();
    }
}
