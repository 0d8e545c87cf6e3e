package io.caravanserai.behaviour;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sessions in the store, within one transaction. */
final class SessionRows {
    /** That often a session in use is marked as such. */
    private static final long TOUCH_MILLIS = Duration.ofMinutes(1).toMillis();

    /** Circumstances that have grown beyond it begin anew with what is said now. */
    private static final int MAX_CONTEXT = 256 << 10;

    private final Connection connection;
    private final String sourceId;
    private final long now;

    SessionRows(Connection connection, String sourceId, long now) {
        this.connection = connection;
        this.sourceId = sourceId;
        this.now = now;
    }

    Optional<SessionRow> find(String id) throws SQLException {
        return Sql.first(
                connection,
                """
                SELECT s.profile_id, COALESCE(p.merged_into, p.id) AS living, s.context, s.visit_ended, s.updated_at
                FROM behaviour_session s LEFT JOIN profile p ON p.id = s.profile_id WHERE s.id = ?""",
                row -> new SessionRow(
                        Optional.ofNullable(row.getString(1)),
                        Optional.ofNullable(row.getString(2)),
                        row.getString(3),
                        row.getInt(4) == 1,
                        row.getLong(5)),
                id);
    }

    /** Whether this call made the session; when not, another has, and it is in the store. */
    boolean insert(String id, @Nullable String profile, String context) throws SQLException {
        return Sql.update(
                        connection,
                        """
                        INSERT INTO behaviour_session (id, source_id, profile_id, context, visit_ended, created_at, updated_at)
                        VALUES (?,?,?,?,0,?,?) ON CONFLICT (id) DO NOTHING""",
                        id,
                        sourceId,
                        profile,
                        context,
                        now,
                        now)
                == 1;
    }

    /** Gives it another profile; whether it still had the old one. */
    boolean rebind(String id, @Nullable String old, String profile) throws SQLException {
        return old == null
                ? Sql.update(
                                connection,
                                "UPDATE behaviour_session SET profile_id = ? WHERE id = ? AND profile_id IS NULL",
                                profile,
                                id)
                        == 1
                : Sql.update(
                                connection,
                                "UPDATE behaviour_session SET profile_id = ? WHERE id = ? AND profile_id = ?",
                                profile,
                                id,
                                old)
                        == 1;
    }

    void bind(String id, String profile) throws SQLException {
        Sql.update(
                connection,
                "UPDATE behaviour_session SET profile_id = ? WHERE id = ? AND (profile_id IS NULL OR profile_id <> ?)",
                profile,
                id,
                profile);
    }

    /** Begins another visit after the last has ended; whether it was this call that did. */
    boolean beginVisit(String id) throws SQLException {
        return Sql.update(
                        connection, "UPDATE behaviour_session SET visit_ended = 0 WHERE id = ? AND visit_ended = 1", id)
                == 1;
    }

    void endVisit(String id) throws SQLException {
        Sql.update(connection, "UPDATE behaviour_session SET visit_ended = 1 WHERE id = ?", id);
    }

    /** Marks it as in use, now and then, and adds to its circumstances. */
    void touch(String id, SessionRow known, ObjectNode said) throws SQLException {
        Optional<SessionRow> row = Optional.of(known);
        // another call may add at the same time: neither may undo the other
        while (row.isPresent() && !isTouched(id, row.get(), said)) {
            row = find(id);
        }
    }

    private boolean isTouched(String id, SessionRow row, ObjectNode said) throws SQLException {
        String context = said.isEmpty() ? row.context() : merged(row.context(), said);
        boolean isFresh = now - row.updatedAt() <= TOUCH_MILLIS;
        return (isFresh && context.equals(row.context()))
                || Sql.update(
                                connection,
                                "UPDATE behaviour_session SET context = ?, updated_at = ? WHERE id = ? AND context = ?",
                                context,
                                now,
                                id,
                                row.context())
                        == 1;
    }

    private static String merged(String kept, ObjectNode said) {
        String merged = Json.text(((ObjectNode) Json.kept(kept)).setAll(said));
        return merged.length() > MAX_CONTEXT ? Json.text(said) : merged;
    }
}
