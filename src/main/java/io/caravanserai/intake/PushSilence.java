package io.caravanserai.intake;

import io.caravanserai.event.Json;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.store.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The safety net under a carrier's push: which numbers have been silent for long enough to be polled. A number of which
 * a message said that there is news is not left to push.
 *
 * @param length zero when every number is polled
 */
record PushSilence(String carrier, Duration length) {
    /** Events that a poll brought are no sign of life of push. */
    private static final String POLL = "poll";

    /** Until when each of these numbers is left to push, in milliseconds since 1970; those without are to be polled. */
    Map<String, Long> leftToPush(Connection connection, Collection<PollKnown> numbers, long now) throws SQLException {
        if (numbers.isEmpty()) {
            return Map.of();
        }
        Map<String, Long> heard = numbers.stream()
                .filter(number -> number.wantedAt() == 0)
                .collect(Collectors.toMap(PollKnown::number, PollKnown::createdAt));
        Sql.listIn(
                connection,
                """
                SELECT carrier_tracking_id, stored_at, envelope FROM tracking_event
                WHERE carrier_id = ? AND carrier_tracking_id IN""",
                row -> pushed(row.getString("envelope"))
                        ? heard.merge(row.getString("carrier_tracking_id"), row.getLong("stored_at"), Math::max)
                        : 0L,
                Map.copyOf(heard).keySet(),
                carrier);
        Map<String, Long> until = new HashMap<>();
        heard.forEach((number, at) -> {
            if (at + length.toMillis() > now) {
                until.put(number, at + length.toMillis());
            }
        });
        return until;
    }

    private static boolean pushed(String envelope) {
        TrackingEvent event = Json.read(envelope.getBytes(StandardCharsets.UTF_8), TrackingEvent.class);
        return !event.origin().source().kind().equals(POLL);
    }
}
