package io.caravanserai.behaviour;

import io.caravanserai.store.Dialect;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Forgets profiles of visitors. */
public final class ProfileErasure {
    /** Those kept under it, and those its sessions had before anybody was known. */
    private static final List<String> EVENTS_OF_PROFILE = List.of(
            "profile_id = ?",
            "profile_id IS NULL AND session_id IN (SELECT id FROM behaviour_session WHERE profile_id = ?)");

    private ProfileErasure() {}

    /**
     * Deletes, in the caller's transaction, the profile that the id stands for with its other ids, sessions and events;
     * false when there is none.
     */
    public static boolean erase(Connection connection, Dialect dialect, String id) throws SQLException {
        alone(connection, dialect);
        Optional<String> profile = erasable(connection, id);
        if (profile.isEmpty()) {
            return false;
        }
        for (String each : ProfileRows.ids(connection, profile.get())) {
            for (String events : EVENTS_OF_PROFILE) {
                Sql.update(
                        connection,
                        "DELETE FROM behaviour_outbox WHERE seq IN (SELECT seq FROM behaviour_event WHERE " + events
                                + ")",
                        each);
                Sql.update(connection, "DELETE FROM behaviour_event WHERE " + events, each);
            }
            Sql.update(connection, "DELETE FROM behaviour_session WHERE profile_id = ?", each);
            Sql.update(connection, "DELETE FROM profile WHERE id = ?", each);
        }
        return true;
    }

    /** A profile that was not to be saved has left events nevertheless, and they can be erased. */
    private static Optional<String> erasable(Connection connection, String id) throws SQLException {
        Optional<String> living = ProfileRows.living(connection, id);
        if (living.isPresent()) {
            return living;
        }
        long events = Sql.number(connection, "SELECT COUNT(*) FROM behaviour_event WHERE profile_id = ?", id);
        return events > 0 ? Optional.of(id) : Optional.empty();
    }

    /**
     * Waits for every payload that has looked at profiles, and lets no other look until this transaction ends: none adds
     * to a profile that is being erased, and of two mergers the second sees what the first did. SQLite writes one by one.
     */
    static void alone(Connection connection, Dialect dialect) throws SQLException {
        if (dialect == Dialect.POSTGRESQL) {
            Sql.update(connection, "LOCK TABLE profile IN ACCESS EXCLUSIVE MODE");
        }
    }
}
