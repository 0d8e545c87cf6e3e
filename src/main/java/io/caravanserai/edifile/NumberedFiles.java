package io.caravanserai.edifile;

import io.caravanserai.fileaudit.AuditedFile;
import io.caravanserai.fileaudit.FileAudit;
import io.caravanserai.store.Database;
import io.caravanserai.store.Lease;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes files of queued items. Control number, bytes and the items' mark are one transaction, so numbers have neither
 * gaps nor repeats, and a file that must be uploaded again is the same file.
 */
public final class NumberedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(NumberedFiles.class);
    /** A node that stopped in the middle is waited for so long before another takes over. */
    private static final Duration LEASE = Duration.ofMinutes(10);

    /** ISA13 has nine digits; after the greatest number follows 1. */
    private static final long GREATEST_CONTROL = 999_999_999;

    private final Database database;
    private final String outlet;
    private final Lease lease;
    private final Clock clock;

    public NumberedFiles(Database database, String outlet, String node, Clock clock) {
        this.database = database;
        this.outlet = outlet;
        this.lease = new Lease(database, "outlet " + outlet, node, LEASE);
        this.clock = clock;
    }

    /** A finished file. */
    public record Ready(String name, byte[] body) {}

    /** Writes a file of these items under this control number. */
    @FunctionalInterface
    public interface Writer {
        FileDraft write(long control, List<byte[]> items);
    }

    private record Queued(long seq, String id, byte[] body) {}

    /**
     * From now on the account's events queue for this outlet.
     *
     * @param account empty for an outlet of acknowledgements
     * @throws IllegalStateException when the outlet belongs to another account
     */
    public void register(String account) {
        String owner = database.write(connection -> {
            register(connection, outlet, account, clock.millis());
            return Sql.first(
                            connection,
                            "SELECT account_number FROM edi_outlet WHERE name = ?",
                            row -> row.getString(1),
                            outlet)
                    .orElseThrow();
        });
        if (!owner.equals(account)) {
            throw new IllegalStateException("customer " + outlet + " had account " + owner + " and now has " + account
                    + ": choose another customer name, control numbers and waiting events belong to the old one");
        }
    }

    static void register(Connection connection, String outlet, String account, long now) throws SQLException {
        Sql.update(
                connection,
                """
                INSERT INTO edi_outlet (name, account_number, control_number, seen_at)
                VALUES (?,?,0,?) ON CONFLICT (name) DO UPDATE SET seen_at = excluded.seen_at""",
                outlet,
                account,
                now);
    }

    /** Takes the outlet for this node, or keeps it; false while another node has it. */
    public boolean lease() {
        return lease.hold();
    }

    /**
     * Makes one file of at most {@code most} waiting items; false when none waited.
     *
     * @throws io.caravanserai.store.StoreException when another node has taken the outlet
     */
    public boolean makeFile(int most, String ending, Writer writer) {
        return database.write(connection -> {
            lease.fence(connection);
            // then the row of the outlet, which keeps a node of the same name out until this commits
            Sql.update(connection, "UPDATE edi_outlet SET seen_at = ? WHERE name = ?", clock.millis(), outlet);
            List<Queued> queued = Sql.list(
                    connection,
                    """
                    SELECT seq, id, body FROM edi_event
                    WHERE outlet = ? AND control_number IS NULL AND left_out IS NULL ORDER BY seq LIMIT ?""",
                    row -> new Queued(row.getLong(1), row.getString(2), row.getBytes(3)),
                    outlet,
                    most);
            if (queued.isEmpty()) {
                return false;
            }
            keep(connection, queued, ending, writer);
            return true;
        });
    }

    /** Lets what was left out of files wait for the next one again, since what was missing may be there now. */
    public void offerLeftOut() {
        int offered = database.write(connection -> Sql.update(
                connection, "UPDATE edi_event SET left_out = NULL WHERE outlet = ? AND left_out IS NOT NULL", outlet));
        if (offered > 0) {
            LOG.info("what was left out is tried again outlet={} items={}", outlet, offered);
        }
    }

    private void keep(Connection connection, List<Queued> queued, String ending, Writer writer) throws SQLException {
        long last = Sql.number(connection, "SELECT control_number FROM edi_outlet WHERE name = ?", outlet);
        long control = last % GREATEST_CONTROL + 1;
        FileDraft file = writer.write(control, queued.stream().map(Queued::body).toList());
        mark(connection, queued, control, file.refused());
        if (file.bytes().length == 0) {
            return;
        }
        Sql.update(connection, "UPDATE edi_outlet SET control_number = ? WHERE name = ?", control, outlet);
        Sql.update(
                connection,
                """
                INSERT INTO edi_outbox (outlet, control_number, file_name, body, events, status, created_at)
                VALUES (?,?,?,?,?,'ready',?)""",
                outlet,
                control,
                String.format("%s-%09d.%s", outlet, control, ending),
                file.bytes(),
                queued.size() - file.refused().size(),
                clock.millis());
        FileDraft.Expected expected = file.expected();
        if (expected != null) {
            Sql.update(
                    connection,
                    """
                    UPDATE edi_outbox SET sender_id = ?, receiver_id = ?, functional_id = ?, messages = ?,
                        ack_status = 'awaited', ack_within = ? WHERE outlet = ? AND control_number = ?""",
                    expected.senderId(),
                    expected.receiverId(),
                    expected.functionalId(),
                    expected.messages(),
                    expected.withinMillis(),
                    outlet,
                    control);
        }
    }

    private void mark(Connection connection, List<Queued> queued, long control, Map<Integer, String> refused)
            throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int i = 0; i < queued.size(); i++) {
            String reason = refused.get(i);
            rows.add(new @Nullable Object[] {
                reason == null ? control : null, reason, queued.get(i).seq()
            });
            if (reason != null) {
                LOG.warn(
                        "left out of the partner's file outlet={} item={} reason={}",
                        outlet,
                        queued.get(i).id(),
                        reason);
            }
        }
        Sql.batch(connection, "UPDATE edi_event SET control_number = ?, left_out = ? WHERE seq = ?", rows);
    }

    /** Control numbers of files not uploaded yet, in the order in which they were made. */
    public List<Long> ready() {
        return database.read(connection -> Sql.list(
                connection,
                """
                SELECT control_number FROM edi_outbox WHERE outlet = ? AND status = 'ready'
                ORDER BY created_at, control_number""",
                row -> row.getLong(1),
                outlet));
    }

    public Optional<Ready> file(long control) {
        return database.read(connection -> Sql.first(
                connection,
                "SELECT file_name, body FROM edi_outbox WHERE outlet = ? AND control_number = ?",
                row -> new Ready(row.getString(1), row.getBytes(2)),
                outlet,
                control));
    }

    /**
     * Notes that the file is uploaded, and as what; from now on its acknowledgement may become overdue.
     *
     * @throws io.caravanserai.store.StoreException when another node has taken the outlet, which notes its own upload
     */
    public void sent(long control, AuditedFile as) {
        long now = clock.millis();
        database.write(connection -> {
            lease.fence(connection);
            FileAudit.note(connection, as, now);
            return Sql.update(
                    connection,
                    """
                    UPDATE edi_outbox SET status = 'sent', sent_at = ?, ack_due_at = ? + ack_within
                    WHERE outlet = ? AND control_number = ?""",
                    now,
                    now,
                    outlet,
                    control);
        });
    }

    /** The ids of what is in a file. */
    public List<String> items(long control) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT id FROM edi_event WHERE outlet = ? AND control_number = ?",
                row -> row.getString(1),
                outlet,
                control));
    }

    /** Says once of each file that its acknowledgement is overdue. */
    public void tellOverdue() {
        List<Long> overdue = database.write(connection -> Sql.list(
                connection,
                """
                UPDATE edi_outbox SET overdue_told = 1
                WHERE outlet = ? AND ack_status = 'awaited' AND ack_due_at < ? AND overdue_told = 0
                RETURNING control_number""",
                row -> row.getLong(1),
                outlet,
                clock.millis()));
        overdue.forEach(control -> LOG.warn(
                "acknowledgement overdue outlet={} control={} next=ask the partner, or send the file again by"
                        + " POST /admin/edi-files/{}/{}/resend",
                outlet,
                control,
                outlet,
                control));
    }

    /** Deletes files sent long ago, their items and their acknowledgements; control numbers go on. */
    public void purge(Duration kept) {
        long before = clock.millis() - kept.toMillis();
        database.writePatiently(connection -> {
            Sql.update(
                    connection,
                    "DELETE FROM edi_outbox WHERE outlet = ? AND status = 'sent' AND sent_at < ?",
                    outlet,
                    before);
            Sql.update(connection, "DELETE FROM edi_ack WHERE outlet = ? AND read_at < ?", outlet, before);
            return Sql.update(
                    connection,
                    """
                    DELETE FROM edi_event WHERE outlet = ? AND created_at < ?
                      AND (control_number IS NOT NULL OR left_out IS NOT NULL)""",
                    outlet,
                    before);
        });
    }
}
