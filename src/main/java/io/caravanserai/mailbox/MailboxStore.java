package io.caravanserai.mailbox;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Mailboxes and the keys that open them, in the store. */
final class MailboxStore {
    private final Database database;
    private final Clock clock;

    MailboxStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Adds a mailbox with its keys; false when there is one of this name. */
    boolean add(Mailbox mailbox, List<PartnerKey> keys) {
        return database.write(connection -> {
            int made = Sql.update(
                    connection,
                    """
                    INSERT INTO mailbox (name, purpose, password_hash, quota, sessions, created_at)
                    VALUES (?,?,?,?,?,?) ON CONFLICT (name) DO NOTHING""",
                    mailbox.name(),
                    mailbox.purpose().word(),
                    mailbox.passwordHash(),
                    mailbox.quota(),
                    mailbox.sessions(),
                    mailbox.createdAt());
            for (PartnerKey key : made == 0 ? List.<PartnerKey>of() : keys) {
                add(connection, mailbox.name(), key);
            }
            return made > 0;
        });
    }

    Optional<Mailbox> find(String name) {
        return database.read(connection ->
                Sql.first(connection, "SELECT * FROM mailbox WHERE name = ?", MailboxStore::mailbox, name));
    }

    /** All of them by name. */
    List<Mailbox> all() {
        return database.read(
                connection -> Sql.list(connection, "SELECT * FROM mailbox ORDER BY name", MailboxStore::mailbox));
    }

    /** Removes a mailbox, its keys and what is known of its files. */
    void remove(String name) {
        database.write(connection -> {
            Sql.update(connection, "DELETE FROM mailbox_key WHERE mailbox = ?", name);
            Sql.update(connection, "DELETE FROM mailbox_file WHERE mailbox = ?", name);
            return Sql.update(connection, "DELETE FROM mailbox WHERE name = ?", name);
        });
    }

    List<PartnerKey> keys(String mailbox) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT * FROM mailbox_key WHERE mailbox = ? ORDER BY added_at, fingerprint",
                row -> new PartnerKey(
                        row.getString("public_key"), row.getString("fingerprint"), row.getString("comment")),
                mailbox));
    }

    /** Lets a key open a mailbox; false when it does already. */
    boolean addKey(String mailbox, PartnerKey key) {
        return database.write(connection -> add(connection, mailbox, key)) > 0;
    }

    /** From now on the key does not open the mailbox; false when it never did. */
    boolean removeKey(String mailbox, String fingerprint) {
        return database.write(connection -> Sql.update(
                        connection,
                        "DELETE FROM mailbox_key WHERE mailbox = ? AND fingerprint = ?",
                        mailbox,
                        fingerprint))
                > 0;
    }

    void loggedIn(String mailbox) {
        long now = clock.millis();
        var unused = database.writeAsync(connection ->
                Sql.update(connection, "UPDATE mailbox SET last_login_at = ? WHERE name = ?", now, mailbox));
    }

    private int add(Connection connection, String mailbox, PartnerKey key) throws SQLException {
        return Sql.update(
                connection,
                """
                INSERT INTO mailbox_key (mailbox, fingerprint, public_key, comment, added_at) VALUES (?,?,?,?,?)
                ON CONFLICT (mailbox, fingerprint) DO NOTHING""",
                mailbox,
                key.fingerprint(),
                key.key(),
                key.comment(),
                clock.millis());
    }

    private static Mailbox mailbox(ResultSet row) throws SQLException {
        long quota = row.getLong("quota");
        int sessions = row.getInt("sessions");
        long lastLogin = row.getLong("last_login_at");
        return new Mailbox(
                row.getString("name"),
                Mailbox.Purpose.of(row.getString("purpose")),
                row.getString("password_hash"),
                quota == 0 ? null : quota,
                sessions == 0 ? null : sessions,
                row.getLong("created_at"),
                lastLogin == 0 ? null : lastLogin);
    }
}
