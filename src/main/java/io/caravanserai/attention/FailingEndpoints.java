package io.caravanserai.attention;

import io.caravanserai.alert.AlertKind;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Customers' endpoints whose every call has failed for more than a minute. */
final class FailingEndpoints implements Matters {
    /** A restart of theirs is nobody's matter. */
    private static final long PATIENCE = 60_000;

    private final Database database;
    private final Clock clock;

    FailingEndpoints(Database database) {
        this.database = database;
        this.clock = database.clock();
    }

    @Override
    public Kind kind() {
        return Kind.ENDPOINT;
    }

    @Override
    public long count() {
        return database.read(connection -> Sql.number(
                connection,
                "SELECT COUNT(*) FROM subscription WHERE status = 'active' AND failing_since < ?",
                clock.millis() - PATIENCE));
    }

    @Override
    public List<Listed> list(int limit, String before) {
        long now = clock.millis();
        return database.read(connection -> Sql.list(
                connection,
                """
                SELECT s.id, s.account_number, c.name AS account_name, s.endpoint, s.failing_since,
                    (SELECT a.words FROM alert a WHERE a.kind = ? AND a.subject = s.id AND a.cleared_at IS NULL) AS alert,
                    (SELECT d.last_error FROM delivery d WHERE d.subscription_id = s.id AND d.status = 'pending'
                        AND d.last_error IS NOT NULL ORDER BY d.seq LIMIT 1) AS error,
                    (SELECT COUNT(*) FROM (SELECT 1 FROM delivery p WHERE p.subscription_id = s.id
                        AND p.status = 'pending' LIMIT 10000) w) AS waiting
                FROM subscription s JOIN account c ON c.account_number = s.account_number
                WHERE s.status = 'active' AND s.failing_since < ? AND s.id > ?
                ORDER BY s.id LIMIT ?""",
                row -> new Listed(matter(row, Instant.ofEpochMilli(now)), row.getString("id")),
                AlertKind.ENDPOINT_FAILING.word(),
                now - PATIENCE,
                before,
                limit));
    }

    private Matter matter(ResultSet row, Instant now) throws SQLException {
        Customer customer = Customer.of(row);
        long waiting = row.getLong("waiting");
        String error = row.getString("error");
        String alert = row.getString("alert");
        return new Matter(
                kind(),
                row.getString("id"),
                customer.name(),
                "Every call to " + row.getString("endpoint") + " fails" + (error == null ? "." : ": " + error),
                (waiting >= 10_000 ? "10,000 or more" : String.valueOf(waiting))
                        + " webhooks wait. They are tried again over three days; other customers notice nothing."
                        + (alert == null ? "" : " " + alert),
                "Ask the customer to look at this endpoint. What waits is sent by itself once it answers.",
                Instant.ofEpochMilli(row.getLong("failing_since")),
                now,
                1,
                customer.details());
    }

    /** Ids of open alerts that say of an endpoint what is said here too. */
    Set<String> alerts() {
        return Set.copyOf(database.read(connection -> Sql.list(
                connection,
                """
                SELECT a.id FROM alert a JOIN subscription s ON s.id = a.subject
                WHERE a.kind = ? AND a.cleared_at IS NULL AND s.status = 'active' AND s.failing_since < ?""",
                row -> row.getString("id"),
                AlertKind.ENDPOINT_FAILING.word(),
                clock.millis() - PATIENCE)));
    }
}
