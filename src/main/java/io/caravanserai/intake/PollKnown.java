package io.caravanserai.intake;

import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What decides when a number is asked for next. Times are milliseconds since 1970.
 *
 * @param createdAt when a customer last asked to follow it
 * @param status {@code milestone/code[/sub_code]}; null when nothing is known
 * @param terminal whether the journey has ended
 * @param lastNews when the status last changed, or when the number was created
 * @param lastPolled when an answer or a failure last came; 0 for never
 * @param failures failed calls since the last answer
 * @param nextPollAt what is planned; null when the number was never planned
 * @param wantedAt when a message last said that there is news; 0 when that was asked for since
 * @param claimedAt when the number was last taken to be asked for
 * @param watchedAt when somebody last looked at its tracking page; 0 for never
 */
record PollKnown(
        String number,
        long createdAt,
        @Nullable String status,
        boolean terminal,
        long lastNews,
        long lastPolled,
        int failures,
        @Nullable Long nextPollAt,
        long wantedAt,
        long claimedAt,
        long watchedAt) {
    /** What {@code nextPollAt} is when a number is asked for no more. */
    static final long NEVER = Long.MAX_VALUE;

    /** All those of the numbers that a shipment of this carrier still has. */
    static Collection<PollKnown> read(Connection connection, String carrier, Collection<String> numbers)
            throws SQLException {
        Map<String, PollKnown> known = new LinkedHashMap<>();
        Sql.listIn(
                        connection,
                        """
                        SELECT k.key_value, k.created_at, s.milestone, s.code, s.sub_code, s.terminal, s.updated_at,
                            p.last_polled, p.failures, p.next_poll_at, p.wanted_at, p.claimed_at,
                            p.watched_at
                        FROM tracking_key k
                        LEFT JOIN tracking_status s
                            ON s.carrier_id = k.carrier_id AND s.carrier_tracking_id = k.key_value
                        LEFT JOIN poll_target p
                            ON p.carrier_id = k.carrier_id AND p.tracking_number = k.key_value
                        WHERE k.carrier_id = ? AND k.kind = 'tracking' AND k.key_value IN""",
                        PollKnown::of,
                        numbers,
                        carrier)
                .forEach(one -> known.merge(one.number(), one, PollKnown::later));
        return known.values();
    }

    private static PollKnown of(ResultSet row) throws SQLException {
        String milestone = row.getString("milestone");
        String subCode = row.getString("sub_code");
        long createdAt = row.getLong("created_at");
        long nextPollAt = row.getLong("next_poll_at");
        boolean planned = !row.wasNull();
        return new PollKnown(
                row.getString("key_value"),
                createdAt,
                milestone == null
                        ? null
                        : milestone + "/" + row.getString("code") + (subCode == null ? "" : "/" + subCode),
                row.getInt("terminal") != 0,
                milestone == null ? createdAt : row.getLong("updated_at"),
                row.getLong("last_polled"),
                row.getInt("failures"),
                planned ? nextPollAt : null,
                row.getLong("wanted_at"),
                row.getLong("claimed_at"),
                row.getLong("watched_at"));
    }

    /** Two shipments may have one number. */
    private static PollKnown later(PollKnown a, PollKnown b) {
        return a.createdAt >= b.createdAt ? a : b;
    }

    PollKnown answered(long now) {
        long stillWanted = wantedAt > claimedAt ? wantedAt : 0;
        return new PollKnown(
                number, createdAt, status, terminal, lastNews, now, 0, nextPollAt, stillWanted, claimedAt, watchedAt);
    }

    PollKnown failed(long now) {
        return new PollKnown(
                number,
                createdAt,
                status,
                terminal,
                lastNews,
                now,
                failures + 1,
                nextPollAt,
                wantedAt,
                claimedAt,
                watchedAt);
    }
}
