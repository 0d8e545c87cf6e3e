package io.caravanserai.edifile;

import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The admin calls on EDI files for partners. */
public final class EdiFilesAdmin {
    private static final int MAX_PAGE = 500;
    private static final Set<String> STATUSES = Set.of(
            "waiting",
            "sent",
            "awaited",
            "overdue",
            "accepted",
            "accepted_with_errors",
            "partially_accepted",
            "rejected");
    /** One word for upload and acknowledgement together; the mark is the present time. */
    private static final String STATUS =
            """
            CASE WHEN status = 'ready' THEN 'waiting'
                 WHEN ack_status IS NULL THEN 'sent'
                 WHEN ack_status = 'awaited' AND ack_due_at < ? THEN 'overdue'
                 ELSE ack_status END""";

    private final Database database;
    private final Clock clock;

    public EdiFilesAdmin(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * {@code GET /admin/edi-files?status=&outlet=&limit=100}: 200 {@code {"edi_files": [{outlet, control_number,
     * file_name, size, status, created_utc, sent_utc, ack_due_utc, ack_utc, ack_words[]}]}}, the newest first. The
     * status is waiting, sent (nothing more is expected), awaited, overdue, accepted, accepted_with_errors,
     * partially_accepted or rejected.
     */
    public HttpAnswer list(HttpCall call) {
        String status = call.queryParam("status").orElse("");
        if (!status.isEmpty() && !STATUSES.contains(status)) {
            throw HttpProblem.of(
                    422,
                    "Query parameter status is '" + status + "' but must be one of "
                            + String.join(", ", STATUSES.stream().sorted().toList()) + ".");
        }
        String outlet = call.queryParam("outlet").orElse("");
        long limit = call.queryNumber("limit", 100, MAX_PAGE);
        List<Map<String, @Nullable Object>> files = database.read(connection -> Sql.list(
                connection,
                "SELECT * FROM (SELECT outlet, control_number, file_name, LENGTH(body) AS size, created_at, sent_at,"
                        + " ack_due_at, ack_at, ack_words, " + STATUS + " AS state FROM edi_outbox) AS file"
                        + " WHERE (? = '' OR state = ?) AND (? = '' OR outlet = ?)"
                        + " ORDER BY created_at DESC, outlet, control_number DESC LIMIT ?",
                EdiFilesAdmin::view,
                clock.millis(),
                status,
                status,
                outlet,
                outlet,
                limit));
        return HttpAnswer.json(200, Map.of("edi_files", files));
    }

    private static Map<String, @Nullable Object> view(ResultSet row) throws SQLException {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("outlet", row.getString("outlet"));
        view.put("control_number", row.getLong("control_number"));
        view.put("file_name", row.getString("file_name"));
        view.put("size", row.getLong("size"));
        view.put("status", row.getString("state"));
        view.put("created_utc", utc(row, "created_at"));
        view.put("sent_utc", utc(row, "sent_at"));
        view.put("ack_due_utc", utc(row, "ack_due_at"));
        view.put("ack_utc", utc(row, "ack_at"));
        String words = row.getString("ack_words");
        view.put("ack_words", words == null || words.isEmpty() ? List.of() : List.of(words.split("\n")));
        return view;
    }

    private static @Nullable String utc(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis).toString();
    }

    /**
     * {@code POST /admin/edi-files/{outlet}/{control}/resend}: 202, the same bytes go out again with the outlet's next
     * run and their acknowledgement is awaited anew; 404 for a file that is not there (any more), 409 while it waits.
     */
    public HttpAnswer resend(HttpCall call) {
        String outlet = call.pathParam("outlet");
        String number = call.pathParam("control");
        long control = number.matches("[0-9]{1,9}") ? Long.parseLong(number) : -1;
        Optional<String> before = database.write(connection -> {
            Optional<String> status = Sql.first(
                    connection,
                    "SELECT status FROM edi_outbox WHERE outlet = ? AND control_number = ?",
                    row -> row.getString(1),
                    outlet,
                    control);
            Sql.update(
                    connection,
                    """
                    UPDATE edi_outbox SET status = 'ready', sent_at = NULL, ack_due_at = NULL, ack_at = NULL,
                        ack_words = NULL, overdue_told = 0,
                        ack_status = CASE WHEN ack_status IS NULL THEN NULL ELSE 'awaited' END
                    WHERE outlet = ? AND control_number = ? AND status = 'sent'""",
                    outlet,
                    control);
            return status;
        });
        if (before.isEmpty()) {
            throw HttpProblem.of(404, "There is no file " + number + " of " + outlet + "; files are kept 90 days.");
        }
        if (!before.get().equals("sent")) {
            throw HttpProblem.of(409, "File " + number + " of " + outlet + " has not been sent yet and will be.");
        }
        return HttpAnswer.json(202, Map.of("resent", true));
    }
}
