package io.caravanserai.edifile;

import io.caravanserai.edi.ack.AckReader;
import io.caravanserai.edi.ack.AckWords;
import io.caravanserai.edi.ack.Acknowledgement;
import io.caravanserai.edi.ack.ReceivedAck;
import io.caravanserai.event.Sha256;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the file that an acknowledgement is about, by sender, receiver, control number, group and sets, and notes what
 * it says. The acknowledgement and the file's state are one transaction, so one read again changes nothing.
 */
public final class AckReconciler {
    private static final int LONGEST_WORDS = 4_000;

    private final Database database;
    private final AckReader reader;
    private final Clock clock;

    public AckReconciler(Database database, AckReader reader, Clock clock) {
        this.database = database;
        this.reader = reader;
        this.clock = clock;
    }

    private record Sent(
            String senderId, String receiverId, String functionalId, int messages, @Nullable String ackStatus) {}

    /**
     * @param outlet whose files are acknowledged
     * @param acknowledgement one TA1, 997, 999 or CONTRL as an interchange of its own
     * @param sourceName the file it came in
     */
    public Reconciled reconcile(String outlet, byte[] acknowledgement, String sourceName) {
        ReceivedAck ack;
        try {
            ack = reader.read(acknowledgement);
        } catch (RuntimeException e) {
            return new Reconciled.Unmatched("this is no acknowledgement that can be read (" + e.getMessage()
                    + "): look at it, then ask the partner");
        }
        long control = control(ack);
        String digest = HexFormat.of().formatHex(Sha256.start().digest(acknowledgement));
        return database.write(connection -> {
            Optional<String> before = Sql.first(
                    connection,
                    "SELECT source_name FROM edi_ack WHERE outlet = ? AND digest = ?",
                    row -> row.getString(1),
                    outlet,
                    digest);
            if (before.isPresent()) {
                return before.get().equals(sourceName)
                        ? new Reconciled.ReadAgain()
                        : new Reconciled.Unmatched("the same acknowledgement came before in " + before.get()
                                + ": discard this, nothing changes by it");
            }
            Optional<Sent> file = sent(connection, outlet, control);
            String objection = file.map(sent -> objection(ack, control, sent))
                    .orElse("no file of " + outlet + " has control number " + control
                            + ", or none is expected to be acknowledged (ackDue): ask the partner what it means");
            if (!objection.isEmpty()) {
                return new Reconciled.Unmatched(objection);
            }
            note(connection, outlet, control, ack);
            Sql.update(
                    connection,
                    "INSERT INTO edi_ack (outlet, digest, source_name, control_number, read_at) VALUES (?,?,?,?,?)",
                    outlet,
                    digest,
                    sourceName,
                    control,
                    clock.millis());
            return new Reconciled.Matched(control, AckStatus.of(ack));
        });
    }

    /** Our control number: the hub numbers an interchange and its group alike; -1 for what it cannot have written. */
    private static long control(ReceivedAck ack) {
        Acknowledgement.Interchange interchange = ack.content().interchange();
        String control = interchange != null
                ? interchange.control()
                : ack.content().groups().get(0).control();
        return control.matches("[0-9]{1,9}") ? Long.parseLong(control) : -1;
    }

    private static Optional<Sent> sent(Connection connection, String outlet, long control) throws SQLException {
        return Sql.first(
                connection,
                """
                SELECT sender_id, receiver_id, functional_id, messages, ack_status FROM edi_outbox
                WHERE outlet = ? AND control_number = ? AND ack_status IS NOT NULL""",
                row -> new Sent(row.getString(1), row.getString(2), row.getString(3), row.getInt(4), row.getString(5)),
                outlet,
                control);
    }

    /** Why it cannot be about this file; empty when it can. */
    private static String objection(ReceivedAck ack, long control, Sent file) {
        if (!ack.sender().id().equals(file.receiverId()) || !ack.receiver().id().equals(file.senderId())) {
            return "file " + control + " went from " + file.senderId() + " to " + file.receiverId()
                    + ", this comes from " + ack.sender().id() + " to "
                    + ack.receiver().id()
                    + ": compare the ids of the customer's profile";
        }
        for (Acknowledgement.Group group : ack.content().groups()) {
            if (!group.functionalId().equals(file.functionalId())) {
                return "file " + control + " has no group " + group.functionalId() + ": ask the partner what it means";
            }
            for (Acknowledgement.Message set : group.sets()) {
                if (!isOf(set.control(), file.messages())) {
                    return "file " + control + " holds sets 1 to " + file.messages() + " and no " + set.control()
                            + ": ask the partner what it means";
                }
            }
        }
        if (!AckStatus.AWAITED.equals(file.ackStatus())) {
            return "file " + control + " was acknowledged before as " + file.ackStatus() + ", now as "
                    + AckStatus.of(ack) + ": the first word stands; ask the partner which is meant";
        }
        return "";
    }

    private static boolean isOf(String control, int messages) {
        return control.matches("[0-9]{1,9}") && Long.parseLong(control) >= 1 && Long.parseLong(control) <= messages;
    }

    private void note(Connection connection, String outlet, long control, ReceivedAck ack) throws SQLException {
        List<String> words = AckWords.of(ack);
        String text = String.join("\n", words);
        Sql.update(
                connection,
                """
                UPDATE edi_outbox SET ack_status = ?, ack_at = ?, ack_words = ?
                WHERE outlet = ? AND control_number = ?""",
                AckStatus.of(ack),
                clock.millis(),
                text.length() > LONGEST_WORDS ? text.substring(0, LONGEST_WORDS) : text,
                outlet,
                control);
    }
}
