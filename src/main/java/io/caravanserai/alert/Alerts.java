package io.caravanserai.alert;

import io.caravanserai.retention.Expiry;
import io.caravanserai.secret.SecretMask;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alerts in the store. One of a kind and subject is open at a time: raised again, it is counted and its words renewed,
 * so that what goes wrong at every poll is one alert and one line in the log.
 */
public final class Alerts {
    /** Alerts that were over long ago. */
    public static final Expiry EXPIRY = Expiry.archived("alerts", "alert", List.of("id"), "cleared_at");

    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);
    private static final String RAISE =
            """
            INSERT INTO alert (kind, subject, words, raised_at, last_at, times) VALUES (?,?,?,?,?,1)
            ON CONFLICT (kind, subject) WHERE cleared_at IS NULL
            DO UPDATE SET words = excluded.words, last_at = excluded.last_at, times = alert.times + 1
            RETURNING times""";

    private final Database database;
    private final Clock clock;

    public Alerts(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * An alert.
     *
     * @param kind word of an {@link AlertKind}
     * @param subject what it is about: an id or a name
     * @param words what happened, and what to do
     * @param raisedAt epoch milliseconds
     * @param lastAt when it was raised last, epoch milliseconds
     * @param times how often it was raised
     * @param clearedAt when it was over, epoch milliseconds; null while it lasts
     */
    public record Alert(
            long id,
            String kind,
            String subject,
            String words,
            long raisedAt,
            long lastAt,
            long times,
            @Nullable Long clearedAt) {}

    /** Raises an alert, unless one of this kind and subject is open. */
    public void raise(AlertKind kind, String subject, String words) {
        database.write(connection -> raise(connection, kind, subject, words, clock.millis()));
    }

    /** The same in the caller's transaction; whether it is new. */
    public static boolean raise(Connection connection, AlertKind kind, String subject, String words, long now)
            throws SQLException {
        String told = SecretMask.ofProcess().mask(words);
        boolean first = Sql.number(connection, RAISE, kind.word(), subject, told, now, now) == 1;
        if (first) {
            LOG.warn("alert kind={} subject={} words={}", kind.word(), subject, told);
        }
        return first;
    }

    /** It is over; nothing happens when no alert of this kind and subject is open. */
    public void clear(AlertKind kind, String subject) {
        database.write(connection -> clear(connection, kind, subject, clock.millis()));
    }

    /** The same in the caller's transaction; whether one was open. */
    public static boolean clear(Connection connection, AlertKind kind, String subject, long now) throws SQLException {
        boolean open = Sql.update(
                        connection,
                        "UPDATE alert SET cleared_at = ? WHERE kind = ? AND subject = ? AND cleared_at IS NULL",
                        now,
                        kind.word(),
                        subject)
                > 0;
        if (open) {
            LOG.info("alert is over kind={} subject={}", kind.word(), subject);
        }
        return open;
    }

    /**
     * The newest first.
     *
     * @param open only those that last
     */
    public List<Alert> list(boolean open, long limit) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT * FROM alert WHERE cleared_at IS NULL OR ? = 0 ORDER BY raised_at DESC, id DESC LIMIT ?",
                Alerts::alert,
                open ? 1 : 0,
                limit));
    }

    /** Ends one that a person has seen to; false when none of this id is open. */
    public boolean dismiss(long id) {
        return database.write(connection -> Sql.update(
                        connection,
                        "UPDATE alert SET cleared_at = ? WHERE id = ? AND cleared_at IS NULL",
                        clock.millis(),
                        id))
                > 0;
    }

    /** How many last. */
    public long open() {
        return database.read(
                connection -> Sql.number(connection, "SELECT COUNT(*) FROM alert WHERE cleared_at IS NULL"));
    }

    private static Alert alert(ResultSet row) throws SQLException {
        long cleared = row.getLong("cleared_at");
        return new Alert(
                row.getLong("id"),
                row.getString("kind"),
                row.getString("subject"),
                row.getString("words"),
                row.getLong("raised_at"),
                row.getLong("last_at"),
                row.getLong("times"),
                cleared == 0 ? null : cleared);
    }
}
