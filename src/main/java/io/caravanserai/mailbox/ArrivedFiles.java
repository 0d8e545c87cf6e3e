package io.caravanserai.mailbox;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files that came to this node's mailboxes, in the store. */
final class ArrivedFiles {
    private final Database database;
    private final String node;

    ArrivedFiles(Database database, String node) {
        this.database = database;
        this.node = node;
    }

    /**
     * A file whose upload is complete.
     *
     * @param id its name in the folder ready, ordered by arrival
     * @param name as the partner named it
     * @param modified epoch milliseconds
     * @param tries how often it could not be taken
     * @param folder where it goes once it was taken; null while it waits
     * @param endedAt when it was taken, epoch milliseconds; 0 while it waits
     */
    record Arrived(
            String id,
            String mailbox,
            String name,
            long size,
            long modified,
            long tries,
            @Nullable String folder,
            long endedAt) {}

    /** What is known of a mailbox's files. */
    record Counts(long ready, long taken, long lastAt) {}

    void add(Arrived file, long now) {
        database.write(connection -> Sql.update(
                connection,
                """
                INSERT INTO mailbox_file (id, node, mailbox, name, size, modified, state, tries, due_at, arrived_at)
                VALUES (?,?,?,?,?,?,'ready',0,?,?)""",
                file.id(),
                node,
                file.mailbox(),
                file.name(),
                file.size(),
                file.modified(),
                now,
                now));
    }

    /** It never came to be: its partner was not told that it is complete. */
    void forget(String id) {
        database.write(connection -> Sql.update(connection, "DELETE FROM mailbox_file WHERE id = ?", id));
    }

    /** Those of a mailbox that are to be taken now, the oldest first. */
    List<Arrived> due(String mailbox, long now) {
        return database.read(connection -> Sql.list(
                connection,
                """
                SELECT * FROM mailbox_file WHERE node = ? AND mailbox = ? AND state = 'ready' AND due_at <= ?
                ORDER BY id LIMIT 200""",
                ArrivedFiles::arrived,
                node,
                mailbox,
                now));
    }

    /** All that wait, of all mailboxes of this node. */
    List<Arrived> ready() {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT * FROM mailbox_file WHERE node = ? AND state = 'ready' ORDER BY id",
                ArrivedFiles::arrived,
                node));
    }

    /** Those of ids that were taken. */
    List<Arrived> taken(List<String> ids) {
        return database.read(connection -> Sql.listIn(
                connection,
                "SELECT * FROM mailbox_file WHERE node = ? AND state = 'taken' AND id IN",
                ArrivedFiles::arrived,
                ids,
                node));
    }

    void taken(String id, String folder, long now) {
        database.write(connection -> Sql.update(
                connection,
                "UPDATE mailbox_file SET state = 'taken', folder = ?, ended_at = ?, error = NULL WHERE id = ?",
                folder,
                now,
                id));
    }

    void failed(String id, String error, long dueAt) {
        database.write(connection -> Sql.update(
                connection,
                "UPDATE mailbox_file SET tries = tries + 1, error = ?, due_at = ? WHERE id = ?",
                error,
                dueAt,
                id));
    }

    /** How many of a mailbox wait after so many tries. */
    long stuck(String mailbox, int tries) {
        return database.read(connection -> Sql.number(
                connection,
                "SELECT COUNT(*) FROM mailbox_file WHERE mailbox = ? AND state = 'ready' AND tries >= ?",
                mailbox,
                tries));
    }

    Counts counts(String mailbox) {
        return database.read(connection -> Sql.first(
                        connection,
                        """
                        SELECT SUM(CASE WHEN state = 'ready' THEN 1 ELSE 0 END) AS ready,
                               SUM(CASE WHEN state = 'taken' THEN 1 ELSE 0 END) AS taken,
                               MAX(arrived_at) AS last_at
                        FROM mailbox_file WHERE mailbox = ?""",
                        row -> new Counts(row.getLong("ready"), row.getLong("taken"), row.getLong("last_at")),
                        mailbox)
                .orElse(new Counts(0, 0, 0)));
    }

    int purge(long before) {
        return database.writePatiently(connection -> Sql.update(
                connection,
                "DELETE FROM mailbox_file WHERE node = ? AND state = 'taken' AND ended_at < ?",
                node,
                before));
    }

    private static Arrived arrived(ResultSet row) throws SQLException {
        return new Arrived(
                row.getString("id"),
                row.getString("mailbox"),
                row.getString("name"),
                row.getLong("size"),
                row.getLong("modified"),
                row.getLong("tries"),
                row.getString("folder"),
                row.getLong("ended_at"));
    }
}
