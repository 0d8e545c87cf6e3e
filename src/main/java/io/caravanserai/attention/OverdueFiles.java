package io.caravanserai.attention;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** EDI files that a partner was to acknowledge and has not. */
final class OverdueFiles implements Matters {
    private final Database database;
    private final Clock clock;

    OverdueFiles(Database database) {
        this.database = database;
        this.clock = database.clock();
    }

    @Override
    public Kind kind() {
        return Kind.ACKNOWLEDGEMENT;
    }

    @Override
    public long count() {
        return database.read(connection -> Sql.number(
                connection,
                """
                SELECT COUNT(*) FROM (SELECT 1 FROM edi_outbox WHERE ack_status = 'awaited' AND ack_due_at < ? LIMIT ?) o""",
                clock.millis(),
                COUNTED));
    }

    @Override
    public List<Listed> list(int limit, String before) {
        String[] parts = (before.isEmpty() ? "0. .0" : before).split("\\.", 3);
        long due = parts[0].matches("[0-9]{1,18}") ? Long.parseLong(parts[0]) : 0;
        long after = parts.length == 3 && parts[2].matches("[0-9]{1,9}") ? Long.parseLong(parts[2]) : 0;
        String outlet = parts.length == 3 ? parts[1] : "";
        return database.read(connection -> Sql.list(
                connection,
                """
                SELECT outlet, control_number, file_name, sent_at, ack_due_at FROM edi_outbox
                WHERE ack_status = 'awaited' AND ack_due_at < ? AND (ack_due_at > ? OR (ack_due_at = ? AND
                    (outlet > ? OR (outlet = ? AND control_number > ?))))
                ORDER BY ack_due_at, outlet, control_number LIMIT ?""",
                row -> {
                    String name = row.getString("outlet");
                    long number = row.getLong("control_number");
                    long dueAt = row.getLong("ack_due_at");
                    return new Listed(
                            matter(name, number, row.getString("file_name"), row.getLong("sent_at"), dueAt),
                            dueAt + "." + name + "." + number);
                },
                clock.millis(),
                due,
                due,
                outlet,
                outlet,
                after,
                limit));
    }

    private Matter matter(String outlet, long number, String file, long sentAt, long dueAt) {
        return new Matter(
                kind(),
                outlet + "/" + number,
                outlet,
                "The partner has not acknowledged file " + file + " (control number " + number + "), sent "
                        + Instant.ofEpochMilli(sentAt) + ".",
                "Perhaps it was never read: its events may be missing there.",
                "Ask the partner whether the file is there. Send it again if it is not: the bytes and the number are the"
                        + " same.",
                Instant.ofEpochMilli(dueAt),
                Instant.ofEpochMilli(dueAt),
                1,
                Map.of("outlet", outlet, "control", String.valueOf(number)));
    }
}
