package io.caravanserai.pause;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is paused, in the store, which all nodes share. */
public final class Pauses {
    private final Database database;
    private final Clock clock;

    public Pauses(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What may be paused. */
    public enum Kind {
        /** A route, by its id. */
        ROUTE("route"),
        /** What is sent to a customer's endpoint, by the subscription's id. */
        LANE("lane");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /**
     * A pause.
     *
     * @param reason as the operator said it; may be empty
     */
    public record Pause(String subject, String reason, String sinceUtc) {}

    /** Pauses it; one that is paused stays so since when it was, with the new reason. */
    public void pause(Kind kind, String subject, String reason) {
        database.write(connection -> Sql.update(
                connection,
                """
                INSERT INTO pause (kind, subject, reason, paused_at) VALUES (?,?,?,?)
                ON CONFLICT (kind, subject) DO UPDATE SET reason = excluded.reason""",
                kind.word(),
                subject,
                reason,
                clock.millis()));
    }

    /**
     * Ends a pause; false when there was none. What waited for an endpoint meanwhile is not older for it: its time of
     * retries goes on where it stood.
     */
    public boolean resume(Kind kind, String subject) {
        return database.write(connection -> {
            long now = clock.millis();
            Optional<Long> since = Sql.first(
                    connection,
                    "DELETE FROM pause WHERE kind = ? AND subject = ? RETURNING paused_at",
                    row -> row.getLong(1),
                    kind.word(),
                    subject);
            if (since.isPresent() && kind == Kind.LANE) {
                Sql.update(
                        connection,
                        """
                        UPDATE delivery SET started_at = CASE WHEN started_at > ? THEN ? ELSE started_at + ? END
                        WHERE subscription_id = ? AND status = 'pending'""",
                        since.get(),
                        now,
                        now - since.get(),
                        subject);
            }
            return since.isPresent();
        });
    }

    /** All of a kind, by subject. */
    public Map<String, Pause> all(Kind kind) {
        return database.read(connection -> {
            Map<String, Pause> pauses = new LinkedHashMap<>();
            Sql.list(
                    connection,
                    "SELECT * FROM pause WHERE kind = ? ORDER BY subject",
                    row -> pauses.put(
                                    row.getString("subject"),
                                    new Pause(
                                            row.getString("subject"),
                                            row.getString("reason"),
                                            Instant.ofEpochMilli(row.getLong("paused_at"))
                                                    .toString()))
                            == null,
                    kind.word());
            return pauses;
        });
    }
}
