package io.caravanserai.fileaudit;

import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The admin call on files that were exchanged. */
public final class FileAuditAdmin {
    private static final int MAX_PAGE = 500;

    private final Database database;
    private final FileCopies copies;

    public FileAuditAdmin(Database database, FileCopies copies) {
        this.database = database;
        this.copies = copies;
    }

    /**
     * {@code GET /admin/files?carrier=&name=&direction=in|out&from=&limit=100}: 200 {@code {"files": [{id, direction,
     * partner, name, size, sha256, coding, state, modified_utc, done_utc, parts, dead_letters, moved_to, copy,
     * control_number, millis, times}]}}, the newest first. The carrier may be a customer too, the name any part of one,
     * {@code from} an instant such as 2026-11-21T00:00:00Z.
     */
    public HttpAnswer list(HttpCall call) {
        String direction = call.queryParam("direction").orElse("");
        if (!direction.isEmpty() && !direction.equals("in") && !direction.equals("out")) {
            throw HttpProblem.of(422, "Query parameter direction is '" + direction + "' but must be in or out.");
        }
        String partner = call.queryParam("carrier").orElse("");
        long from = from(call);
        long limit = call.queryNumber("limit", 100, MAX_PAGE);
        List<Map<String, @Nullable Object>> files = database.read(connection -> Sql.list(
                connection,
                """
                SELECT * FROM file_audit
                WHERE (? = '' OR partner = ?) AND (? = '' OR direction = ?) AND done_at >= ?
                  AND LOWER(name) LIKE ? ESCAPE '!'
                ORDER BY done_at DESC, id DESC LIMIT ?""",
                this::view,
                partner,
                partner,
                direction,
                direction,
                from,
                partOf(call.queryParam("name").orElse("")),
                limit));
        return HttpAnswer.json(200, Map.of("files", files));
    }

    private static long from(HttpCall call) {
        String from = call.queryParam("from").orElse("");
        try {
            return from.isEmpty() ? 0 : Instant.parse(from).toEpochMilli();
        } catch (DateTimeParseException | ArithmeticException e) {
            throw HttpProblem.of(422, "Query parameter from is '" + from + "' but must be like 2026-11-21T00:00:00Z.");
        }
    }

    private static String partOf(String name) {
        String escaped = name.replace("!", "!!").replace("%", "!%").replace("_", "!_");
        return "%" + escaped.toLowerCase(Locale.ROOT) + "%";
    }

    private Map<String, @Nullable Object> view(ResultSet row) throws SQLException {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        for (String column : List.of("id", "direction", "partner", "name", "size", "sha256", "coding", "state")) {
            view.put(column, row.getObject(column));
        }
        view.put("modified_utc", utc(row.getLong("modified_at")));
        view.put("done_utc", utc(row.getLong("done_at")));
        view.put("parts", row.getLong("parts"));
        view.put("dead_letters", row.getLong("dead_letters"));
        view.put("moved_to", text(row.getString("moved_to")));
        String copy = row.getString("copy");
        view.put("copy", copies.has(copy) ? copy : null);
        long control = row.getLong("control_number");
        view.put("control_number", control == 0 ? null : control);
        view.put("millis", row.getLong("millis"));
        view.put("times", row.getLong("times"));
        return view;
    }

    private static @Nullable String text(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable String utc(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis).toString();
    }
}
