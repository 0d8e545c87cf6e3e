package io.caravanserai.tracking;

import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpHandler;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code GET /admin/unmapped}: carrier codes that no code table translates, most frequent first, with the next step. */
public final class UnmappedAdmin implements HttpHandler {
    private final Database database;

    public UnmappedAdmin(Database database) {
        this.database = database;
    }

    @Override
    public HttpAnswer handle(HttpCall call) {
        List<Map<String, Object>> codes = database.read(connection -> Sql.list(
                connection,
                "SELECT carrier_id, code, seen, description, sample_event, first_at, last_at FROM unmapped_code"
                        + " ORDER BY seen DESC, carrier_id, code LIMIT 1000",
                row -> {
                    Map<String, Object> code = new LinkedHashMap<>();
                    code.put("carrier_id", row.getString(1));
                    code.put("code", row.getString(2));
                    code.put("seen", row.getLong(3));
                    code.put("description", row.getString(4));
                    code.put("sample_event", row.getString(5));
                    code.put("first_utc", Instant.ofEpochMilli(row.getLong(6)).toString());
                    code.put("last_utc", Instant.ofEpochMilli(row.getLong(7)).toString());
                    code.put("next_step", "Add a row for it to edi-mappings/" + row.getString(1) + "/codes.csv.");
                    return code;
                }));
        return HttpAnswer.json(200, Map.of("unmapped", codes));
    }
}
