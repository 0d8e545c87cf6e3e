package io.caravanserai.behaviour;

import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Profiles in the store. */
final class ProfileRows {
    private ProfileRows() {}

    /** The profile an id stands for now: itself, or the one it was merged into; empty when nobody has it. */
    static Optional<String> living(Connection connection, String id) throws SQLException {
        return Sql.first(
                connection, "SELECT COALESCE(merged_into, id) FROM profile WHERE id = ?", row -> row.getString(1), id);
    }

    /** The id and those that stand for it. */
    static List<String> ids(Connection connection, String id) throws SQLException {
        List<String> ids = new ArrayList<>(List.of(id));
        ids.addAll(Sql.list(
                connection, "SELECT id FROM profile WHERE merged_into = ? ORDER BY id", row -> row.getString(1), id));
        return ids;
    }
}
