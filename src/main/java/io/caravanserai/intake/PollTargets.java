package io.caravanserai.intake;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The tracking numbers of a carrier to ask for now, the longest due first. What is handed out is claimed for a while, so
 * that another node or the next tick does not ask again; if the answer never becomes durable, the claim runs out and the
 * number is asked for again.
 */
final class PollTargets {
    private final Database database;
    private final String carrier;
    private final PollPlan plan;
    private final PushSilence silence;
    private final Clock clock;

    PollTargets(Database database, String carrier, PollPace pace, Duration pushSilence, Clock clock) {
        this.database = database;
        this.carrier = carrier;
        this.plan = new PollPlan(database, carrier, pace, clock);
        this.silence = new PushSilence(carrier, pushSilence);
        this.clock = clock;
    }

    /**
     * A number to ask for.
     *
     * @param alone whether it must not share a call with others
     */
    record Target(String number, boolean alone) {}

    /** At most {@code limit} numbers that are due, now claimed for {@code claim}. */
    List<Target> take(int limit, Duration claim) {
        plan.refresh();
        List<Target> claimed;
        List<Target> wanted;
        do {
            claimed = claim(limit, claim);
            wanted = withoutPushed(claimed);
        } while (wanted.isEmpty() && !claimed.isEmpty());
        return wanted;
    }

    private List<Target> claim(int limit, Duration claim) {
        long now = clock.millis();
        return database.write(connection -> {
            List<Target> due = Sql.list(
                    connection,
                    """
                    SELECT p.tracking_number, p.alone FROM poll_target p
                    WHERE p.carrier_id = ? AND p.next_poll_at <= ? AND p.claimed_until <= ?
                        AND EXISTS (SELECT 1 FROM tracking_key k WHERE k.carrier_id = p.carrier_id
                            AND k.key_value = p.tracking_number AND k.kind = 'tracking')
                    ORDER BY p.next_poll_at, p.tracking_number LIMIT ?""",
                    row -> new Target(row.getString(1), row.getInt(2) != 0),
                    carrier,
                    now,
                    now,
                    limit);
            List<Target> claimed = new ArrayList<>();
            for (Target target : due) {
                // another node may have claimed it since
                int mine = Sql.update(
                        connection,
                        """
                        UPDATE poll_target SET claimed_until = ?, claimed_at = ?
                        WHERE carrier_id = ? AND tracking_number = ? AND claimed_until <= ?""",
                        now + claim.toMillis(),
                        now,
                        carrier,
                        target.number(),
                        now);
                if (mine == 1) {
                    claimed.add(target);
                }
            }
            return claimed;
        });
    }

    private List<Target> withoutPushed(List<Target> claimed) {
        if (silence.length().isZero()) {
            return claimed;
        }
        long now = clock.millis();
        List<String> numbers = claimed.stream().map(Target::number).toList();
        Map<String, Long> later = database.read(
                connection -> silence.leftToPush(connection, PollKnown.read(connection, carrier, numbers), now));
        if (later.isEmpty()) {
            return claimed;
        }
        database.write(connection -> {
            for (Map.Entry<String, Long> entry : later.entrySet()) {
                Sql.update(
                        connection,
                        """
                        UPDATE poll_target SET next_poll_at = ?, claimed_until = 0
                        WHERE carrier_id = ? AND tracking_number = ?""",
                        entry.getValue(),
                        carrier,
                        entry.getKey());
            }
            return later.size();
        });
        return claimed.stream()
                .filter(target -> !later.containsKey(target.number()))
                .toList();
    }

    /** The answer about these numbers is durable. */
    void polled(List<String> numbers) {
        long now = clock.millis();
        done(numbers, known -> known.answered(now));
    }

    /** No useful answer about these numbers: each waits twice as long as after its failure before. */
    void failed(List<String> numbers) {
        long now = clock.millis();
        done(numbers, known -> known.failed(now));
    }

    private void done(List<String> numbers, UnaryOperator<PollKnown> change) {
        database.write(connection -> {
            Collection<PollKnown> known = PollKnown.read(connection, carrier, numbers);
            for (PollKnown one : known) {
                plan.done(connection, change.apply(one));
            }
            return known.size();
        });
    }

    /** The call could not be made; the numbers are due again at once, their turn unchanged. */
    void giveBack(List<String> numbers) {
        database.write(connection -> release(connection, numbers, "claimed_until = 0"));
    }

    /** One of these numbers spoilt the call for the others; they are due again at once, each in a call of its own. */
    void askAlone(List<String> numbers) {
        database.write(connection -> release(connection, numbers, "claimed_until = 0, alone = 1"));
    }

    private int release(Connection connection, List<String> numbers, String change) throws SQLException {
        Object[] parameters = new Object[numbers.size() + 1];
        parameters[0] = carrier;
        for (int i = 0; i < numbers.size(); i++) {
            parameters[i + 1] = numbers.get(i);
        }
        return Sql.update(
                connection,
                "UPDATE poll_target SET " + change + " WHERE carrier_id = ? AND tracking_number IN ("
                        + Sql.marks(numbers.size()) + ")",
                parameters);
    }
}
