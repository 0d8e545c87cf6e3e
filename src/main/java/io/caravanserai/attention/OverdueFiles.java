package io.caravanserai.attention;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
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
                SELECT f.*, a.account_number, a.name AS account_name FROM (
                    SELECT outlet, control_number, file_name, sent_at, ack_due_at FROM edi_outbox
                    WHERE ack_status = 'awaited' AND ack_due_at < ? AND (ack_due_at > ? OR (ack_due_at = ? AND
                        (outlet > ? OR (outlet = ? AND control_number > ?))))
                    ORDER BY ack_due_at, outlet, control_number LIMIT ?) f
                JOIN edi_outlet o ON o.name = f.outlet
                JOIN account a ON a.account_number = o.account_number
                ORDER BY f.ack_due_at, f.outlet, f.control_number""",
                row -> new Listed(
                        matter(row),
                        row.getLong("ack_due_at") + "." + row.getString("outlet") + "."
                                + row.getLong("control_number")),
                clock.millis(),
                due,
                due,
                outlet,
                outlet,
                after,
                limit));
    }

    private Matter matter(ResultSet row) throws SQLException {
        String outlet = row.getString("outlet");
        String number = row.getString("control_number");
        Instant due = Instant.ofEpochMilli(row.getLong("ack_due_at"));
        Map<String, String> details = new HashMap<>(Customer.of(row).details());
        details.put("outlet", outlet);
        details.put("control", number);
        return new Matter(
                kind(),
                outlet + "/" + number,
                outlet,
                "The partner has not acknowledged file " + row.getString("file_name") + " (control number " + number
                        + "), sent " + Instant.ofEpochMilli(row.getLong("sent_at")) + ".",
                "Perhaps it was never read: its events may be missing there.",
                "Ask the partner whether the file is there. Send it again if it is not: the bytes and the number are the"
                        + " same.",
                due,
                due,
                1,
                details);
    }
}
