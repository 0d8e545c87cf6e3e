package io.caravanserai.fileaudit;

import io.caravanserai.retention.Expiry;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The notes on files in the store. */
public final class FileAudit {
    /** Files that were exchanged long ago. */
    public static final Expiry EXPIRY = Expiry.archived("file-audit", "file_audit", List.of("id"), "done_at");

    private FileAudit() {}

    /**
     * Notes a file in the caller's transaction. The same file again, as after a crash or a resend, is counted in the note
     * that there is.
     *
     * @param now epoch milliseconds
     */
    public static void note(Connection connection, AuditedFile file, long now) throws SQLException {
        FileContent content = file.content();
        Sql.update(
                connection,
                """
                INSERT INTO file_audit (direction, partner, name, size, sha256, modified_at, done_at, state, coding,
                    parts, dead_letters, moved_to, copy, control_number, millis, times)
                VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,1)
                ON CONFLICT (partner, direction, name, sha256, modified_at, control_number) DO UPDATE SET
                    done_at = excluded.done_at, state = excluded.state, coding = excluded.coding,
                    parts = excluded.parts, dead_letters = excluded.dead_letters, moved_to = excluded.moved_to,
                    copy = excluded.copy, millis = excluded.millis, times = file_audit.times + 1""",
                file.state().direction(),
                file.partner(),
                content.name(),
                content.size(),
                content.sha256(),
                file.modifiedAt(),
                now,
                file.state().word(),
                content.coding(),
                file.parts(),
                file.deadLetters(),
                file.movedTo(),
                file.copy(),
                file.control(),
                file.millis());
    }
}
