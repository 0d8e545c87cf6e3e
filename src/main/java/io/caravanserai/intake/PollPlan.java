package io.caravanserai.intake;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps when each number of a carrier is asked for next. {@link #refresh} follows what happened since: new numbers,
 * shipments whose status changed, by poll or by push, and those at whose pages somebody looks. Once an hour it looks at all numbers, which heals whatever a
 * slow transaction or another pace left behind.
 */
final class PollPlan {
    private static final Logger LOG = LoggerFactory.getLogger(PollPlan.class);
    /** A transaction that began so long before may be seen only now. */
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    private static final Duration WHOLE_LOOK = Duration.ofHours(1);
    private static final int PORTION = 1000;

    private final Database database;
    private final String carrier;
    private final PollPace pace;
    private final Clock clock;
    private long lookedAt;
    private long wholeLookAt;

    PollPlan(Database database, String carrier, PollPace pace, Clock clock) {
        this.database = database;
        this.carrier = carrier;
        this.pace = pace;
        this.clock = clock;
    }

    synchronized void refresh() {
        long now = clock.millis();
        if (now - wholeLookAt >= WHOLE_LOOK.toMillis()) {
            lookAtAll();
            wholeLookAt = now;
        } else {
            lookAtChanges(lookedAt - OVERLAP.toMillis());
        }
        lookedAt = now;
    }

    private void lookAtChanges(long since) {
        List<String> changed = database.read(connection -> Sql.list(
                connection,
                """
                SELECT key_value FROM tracking_key WHERE carrier_id = ? AND created_at >= ?
                UNION
                SELECT carrier_tracking_id FROM tracking_status WHERE carrier_id = ? AND updated_at >= ?
                UNION
                SELECT tracking_number FROM poll_target
                WHERE carrier_id = ? AND watched_at > 0 AND watched_at >= ?""",
                row -> row.getString(1),
                carrier,
                since,
                carrier,
                since,
                carrier,
                since));
        for (int from = 0; from < changed.size(); from += PORTION) {
            plan(changed.subList(from, Math.min(changed.size(), from + PORTION)));
        }
    }

    private void lookAtAll() {
        String after = "";
        List<String> portion;
        do {
            String from = after;
            portion = database.read(connection -> Sql.list(
                    connection,
                    """
                    SELECT DISTINCT key_value FROM tracking_key
                    WHERE carrier_id = ? AND kind = 'tracking' AND key_value > ? ORDER BY key_value LIMIT ?""",
                    row -> row.getString(1),
                    carrier,
                    from,
                    PORTION));
            if (!portion.isEmpty()) {
                plan(portion);
                after = portion.get(portion.size() - 1);
            }
        } while (portion.size() == PORTION);
        database.writePatiently(connection -> Sql.update(
                connection,
                """
                DELETE FROM poll_target WHERE carrier_id = ? AND NOT EXISTS (SELECT 1 FROM tracking_key k
                    WHERE k.carrier_id = poll_target.carrier_id AND k.key_value = poll_target.tracking_number
                        AND k.kind = 'tracking')""",
                carrier));
    }

    private void plan(List<String> numbers) {
        long now = clock.millis();
        Collection<PollKnown> known = database.read(connection -> PollKnown.read(connection, carrier, numbers));
        List<PollKnown> changed = known.stream()
                .filter(one -> planned(one, now) != (one.nextPollAt() == null ? PollKnown.NEVER : one.nextPollAt()))
                .toList();
        if (!changed.isEmpty()) {
            database.write(connection -> {
                for (PollKnown one : changed) {
                    write(connection, one, now);
                }
                return changed.size();
            });
        }
    }

    private long planned(PollKnown known, long now) {
        return pace.next(known, now) instanceof PollPace.Next.At at ? at.millis() : PollKnown.NEVER;
    }

    /** Writes when the number is asked for next, unless it was asked since this was read. */
    private void write(Connection connection, PollKnown known, long now) throws SQLException {
        PollPace.Next next = pace.next(known, now);
        String stopped = next instanceof PollPace.Next.Never never ? never.reason() : null;
        if (known.nextPollAt() == null) {
            Sql.update(
                    connection,
                    """
                    INSERT INTO poll_target (carrier_id, tracking_number, next_poll_at, last_polled, failures, stopped)
                    VALUES (?,?,?,0,0,?) ON CONFLICT DO NOTHING""",
                    carrier,
                    known.number(),
                    planned(known, now),
                    stopped);
        } else {
            Sql.update(
                    connection,
                    """
                    UPDATE poll_target SET next_poll_at = ?, stopped = ?
                    WHERE carrier_id = ? AND tracking_number = ? AND last_polled = ? AND failures = ?""",
                    planned(known, now),
                    stopped,
                    carrier,
                    known.number(),
                    known.lastPolled(),
                    known.failures());
        }
    }

    /** Writes what an answer or a failure changed; the number is free to be asked for again. */
    void done(Connection connection, PollKnown known) throws SQLException {
        long now = clock.millis();
        PollPace.Next next = pace.next(known, now);
        String stopped = next instanceof PollPace.Next.Never never ? never.reason() : null;
        if (stopped != null && !known.terminal()) {
            LOG.info(
                    "number is asked for no more, nothing was heard of it for too long carrier={} number={} reason={}",
                    carrier,
                    known.number(),
                    stopped);
        }
        Sql.update(
                connection,
                """
                UPDATE poll_target SET next_poll_at = ?, stopped = ?, last_polled = ?, failures = ?, wanted_at = ?,
                    alone = 0, claimed_until = 0 WHERE carrier_id = ? AND tracking_number = ?""",
                planned(known, now),
                stopped,
                known.lastPolled(),
                known.failures(),
                known.wantedAt(),
                carrier,
                known.number());
    }
}
