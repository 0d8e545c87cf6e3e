package io.caravanserai.label.news;

import io.caravanserai.event.Json;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the route label-aggregate holds, in the store: shared by nodes, with a version against lost updates. */
public final class LabelGroups {
    private static final String COLUMNS = "SELECT exchange_id, correlation, version, body FROM label_aggregate WHERE ";

    private final Database database;

    public LabelGroups(Database database) {
        this.database = database;
    }

    /**
     * A row.
     *
     * @param exchangeId Camel's id of the aggregate
     * @param version 0 when it is not in the store
     */
    public record Held(String exchangeId, String correlation, long version, LabelGroup group) {}

    /** What is gathered of a correlation and not complete. */
    public Optional<Held> find(String correlation) {
        return database.read(connection -> Sql.first(
                connection, COLUMNS + "correlation = ? AND completed_at IS NULL", LabelGroups::held, correlation));
    }

    /** Correlations of which something is gathered. */
    public Set<String> correlations() {
        return Set.copyOf(database.read(connection -> Sql.list(
                connection,
                "SELECT correlation FROM label_aggregate WHERE completed_at IS NULL",
                row -> row.getString(1))));
    }

    /**
     * Keeps what was gathered.
     *
     * @return false when another node was faster: the caller must look again
     */
    public boolean keep(Held held) {
        return write(held, "NULL");
    }

    /**
     * Keeps it as complete until {@link #forget}.
     *
     * @return false when another node was faster
     */
    public boolean complete(Held held) {
        return write(held, database.dialect().now());
    }

    private boolean write(Held held, String completedAt) {
        String body = Json.text(held.group());
        int rows = database.write(connection -> held.version() == 0
                ? Sql.update(
                        connection,
                        """
                        INSERT INTO label_aggregate (exchange_id, correlation, version, body, completed_at)
                        VALUES (?,?,1,?,%s) ON CONFLICT DO NOTHING"""
                                .formatted(completedAt),
                        held.exchangeId(),
                        held.correlation(),
                        body)
                : Sql.update(
                        connection,
                        """
                        UPDATE label_aggregate SET body = ?, version = version + 1, completed_at = %s
                        WHERE exchange_id = ? AND version = ? AND completed_at IS NULL"""
                                .formatted(completedAt),
                        body,
                        held.exchangeId(),
                        held.version()));
        return rows == 1;
    }

    /** Complete ones that were not dealt with to the end in so long a time, as after a crash. */
    public List<String> left(long quietMillis) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT exchange_id FROM label_aggregate WHERE completed_at < %s - ? ORDER BY completed_at LIMIT 500"
                        .formatted(database.dialect().now()),
                row -> row.getString(1),
                quietMillis));
    }

    /** A complete one. */
    public Optional<Held> completed(String exchangeId) {
        return database.read(connection -> Sql.first(
                connection, COLUMNS + "exchange_id = ? AND completed_at IS NOT NULL", LabelGroups::held, exchangeId));
    }

    /** A complete one was dealt with; doing it again changes nothing. */
    public void forget(String exchangeId) {
        database.write(connection -> Sql.update(
                connection,
                "DELETE FROM label_aggregate WHERE exchange_id = ? AND completed_at IS NOT NULL",
                exchangeId));
    }

    private static Held held(ResultSet row) throws SQLException {
        return new Held(
                row.getString("exchange_id"),
                row.getString("correlation"),
                row.getLong("version"),
                Json.read(row.getString("body").getBytes(StandardCharsets.UTF_8), LabelGroup.class));
    }
}
