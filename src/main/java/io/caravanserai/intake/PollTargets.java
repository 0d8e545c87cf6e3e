package io.caravanserai.intake;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which tracking numbers of a carrier are asked for next: those of known shipments whose journey has not ended, least
 * recently asked first. What is handed out is claimed for a while, so that another node or the next tick does not ask
 * again; if the answer never becomes durable, the claim runs out and the number is asked for again.
 */
public final class PollTargets {
    private static final Duration LONGEST_WAIT = Duration.ofHours(6);

    private final Database database;
    private final String carrier;
    private final Clock clock;

    public PollTargets(Database database, String carrier, Clock clock) {
        this.database = database;
        this.carrier = carrier;
        this.clock = clock;
    }

    /** At most {@code limit} numbers that are due, now claimed for {@code claim}. */
    public List<String> take(int limit, Duration claim) {
        long now = clock.millis();
        return database.write(connection -> {
            List<String> due = Sql.list(
                    connection,
                    """
                    SELECT k.key_value FROM tracking_key k
                    LEFT JOIN poll_target p ON p.carrier_id = k.carrier_id AND p.tracking_number = k.key_value
                    LEFT JOIN tracking_status s
                        ON s.carrier_id = k.carrier_id AND s.carrier_tracking_id = k.key_value
                    WHERE k.carrier_id = ? AND k.kind = 'tracking'
                        AND COALESCE(s.terminal, 0) = 0 AND COALESCE(p.next_poll_at, 0) <= ?
                    GROUP BY k.key_value, p.last_polled
                    ORDER BY COALESCE(p.last_polled, 0), k.key_value
                    LIMIT ?""",
                    row -> row.getString(1),
                    carrier,
                    now,
                    limit);
            for (String number : due) {
                Sql.update(
                        connection,
                        """
                        INSERT INTO poll_target (carrier_id, tracking_number, next_poll_at, last_polled, failures)
                        VALUES (?,?,?,0,0)
                        ON CONFLICT (carrier_id, tracking_number) DO UPDATE SET next_poll_at = excluded.next_poll_at""",
                        carrier,
                        number,
                        now + claim.toMillis());
            }
            return due;
        });
    }

    /** The answer about these numbers is durable; they are asked for again after {@code interval}. */
    public void polled(List<String> numbers, Duration interval) {
        long now = clock.millis();
        database.write(connection -> {
            for (String number : numbers) {
                Sql.update(
                        connection,
                        """
                        UPDATE poll_target SET last_polled = ?, next_poll_at = ?, failures = 0
                        WHERE carrier_id = ? AND tracking_number = ?""",
                        now,
                        now + interval.toMillis(),
                        carrier,
                        number);
            }
            return numbers.size();
        });
    }

    /** No useful answer about these numbers: each waits twice as long as after its failure before, six hours at most. */
    public void failed(List<String> numbers, Duration firstWait) {
        long now = clock.millis();
        database.write(connection -> {
            Map<String, Integer> failures = Sql.list(
                            connection,
                            "SELECT tracking_number, failures FROM poll_target WHERE carrier_id = ?"
                                    + " AND tracking_number IN (" + Sql.marks(numbers.size()) + ")",
                            row -> Map.entry(row.getString(1), row.getInt(2)),
                            parameters(numbers))
                    .stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            for (Map.Entry<String, Integer> entry : failures.entrySet()) {
                Sql.update(
                        connection,
                        """
                        UPDATE poll_target SET last_polled = ?, next_poll_at = ?, failures = failures + 1
                        WHERE carrier_id = ? AND tracking_number = ?""",
                        now,
                        now + waitAfter(entry.getValue(), firstWait).toMillis(),
                        carrier,
                        entry.getKey());
            }
            return failures.size();
        });
    }

    /** The call could not be made; the numbers are due again at once, their turn unchanged. */
    public void giveBack(List<String> numbers) {
        database.write(connection -> Sql.update(
                connection,
                "UPDATE poll_target SET next_poll_at = 0 WHERE carrier_id = ? AND tracking_number IN ("
                        + Sql.marks(numbers.size()) + ")",
                parameters(numbers)));
    }

    /** These numbers are due at once; one that no open shipment has is nobody's business and stays unknown. */
    public void soon(List<String> numbers) {
        if (numbers.isEmpty()) {
            return;
        }
        database.write(connection -> Sql.update(
                connection,
                """
                INSERT INTO poll_target (carrier_id, tracking_number, next_poll_at, last_polled, failures)
                SELECT DISTINCT carrier_id, key_value, 0, 0, 0 FROM tracking_key
                WHERE kind = 'tracking' AND carrier_id = ? AND key_value IN ("""
                        + Sql.marks(numbers.size())
                        + ") ON CONFLICT (carrier_id, tracking_number) DO UPDATE SET next_poll_at = 0",
                parameters(numbers)));
    }

    private Object[] parameters(List<String> numbers) {
        Object[] parameters = new Object[numbers.size() + 1];
        parameters[0] = carrier;
        for (int i = 0; i < numbers.size(); i++) {
            parameters[i + 1] = numbers.get(i);
        }
        return parameters;
    }

    private static Duration waitAfter(int failures, Duration firstWait) {
        Duration wait = firstWait.multipliedBy(1L << Math.min(failures, 20));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }
}
