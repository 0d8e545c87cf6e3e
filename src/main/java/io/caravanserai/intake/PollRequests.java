package io.caravanserai.intake;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.time.Clock;
import java.util.List;

/** Wishes to have numbers of a carrier asked for at once, kept in the store until their answer came. */
record PollRequests(Database database, String carrier, Clock clock) {
    /** These numbers are due now; one that no shipment has is nobody's business and stays unknown. */
    void wanted(List<String> numbers) {
        if (numbers.isEmpty()) {
            return;
        }
        long now = clock.millis();
        database.write(connection -> Sql.update(
                connection,
                """
                INSERT INTO poll_target (carrier_id, tracking_number, next_poll_at, last_polled, failures, wanted_at)
                SELECT DISTINCT carrier_id, key_value, ?, 0, 0, ? FROM tracking_key
                WHERE kind = 'tracking' AND carrier_id = ? AND key_value IN ("""
                        + Sql.marks(numbers.size())
                        + """
                ) ON CONFLICT (carrier_id, tracking_number) DO UPDATE SET
                    next_poll_at = excluded.next_poll_at, wanted_at = excluded.wanted_at, stopped = NULL""",
                parameters(now, numbers)));
    }

    private Object[] parameters(long now, List<String> numbers) {
        Object[] parameters = new Object[numbers.size() + 3];
        parameters[0] = now;
        parameters[1] = now;
        parameters[2] = carrier;
        for (int i = 0; i < numbers.size(); i++) {
            parameters[i + 3] = numbers.get(i);
        }
        return parameters;
    }
}
