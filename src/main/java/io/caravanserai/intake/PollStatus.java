package io.caravanserai.intake;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many numbers of a carrier are asked for, for operators.
 *
 * @param open numbers that are asked for
 * @param due of these, how many are to be asked for now and wait for the budget
 * @param stopped numbers that are asked for no more, by reason: ended, unknown or silent
 */
public record PollStatus(long open, long due, Map<String, Long> stopped) {
    public PollStatus {
        stopped = new TreeMap<>(stopped);
    }

    public static PollStatus of(Database database, String carrier, Clock clock) {
        return database.read(connection -> {
            Map<String, Long> stopped = new TreeMap<>();
            Sql.list(
                    connection,
                    """
                    SELECT stopped, COUNT(*) FROM poll_target WHERE carrier_id = ? AND stopped IS NOT NULL
                    GROUP BY stopped""",
                    row -> stopped.put(row.getString(1), row.getLong(2)) == null,
                    carrier);
            return new PollStatus(
                    Sql.number(
                            connection,
                            "SELECT COUNT(*) FROM poll_target WHERE carrier_id = ? AND stopped IS NULL",
                            carrier),
                    Sql.number(
                            connection,
                            "SELECT COUNT(*) FROM poll_target WHERE carrier_id = ? AND next_poll_at <= ?",
                            carrier,
                            clock.millis()),
                    stopped);
        });
    }
}
