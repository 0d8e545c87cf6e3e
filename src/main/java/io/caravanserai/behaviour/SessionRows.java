package io.caravanserai.behaviour;

import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sessions in the store, within one transaction. */
final class SessionRows {
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

    /** Its next event begins another visit. */
    void end(String id) throws SQLException {
        Sql.update(connection, "UPDATE behaviour_session SET visit_ended = 1 WHERE id = ?", id);
    }

    void update(String id, String context, boolean visitEnded) throws SQLException {
        Sql.update(
                connection,
                "UPDATE behaviour_session SET context = ?, visit_ended = ?, updated_at = ? WHERE id = ?",
                context,
                visitEnded ? 1 : 0,
                now,
                id);
    }
}
