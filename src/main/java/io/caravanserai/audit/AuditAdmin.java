package io.caravanserai.audit;

import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The admin call on acts of administrators. */
public final class AuditAdmin {
    private static final int MAX_PAGE = 500;

    private final AuditLog log;

    public AuditAdmin(AuditLog log) {
        this.log = log;
    }

    /**
     * {@code GET /admin/audit?limit=100&before=}: 200 {@code {"acts": [{id, time_utc, node, actor, address, client,
     * action, object, details, status}], "next": ...}}, the newest first. {@code status} is that of the answer, null when
     * the hub ended before it; {@code next} is the {@code before} of the next page, null on the last.
     */
    public HttpAnswer list(HttpCall call) {
        long limit = call.queryNumber("limit", 100, MAX_PAGE);
        List<AuditLog.Entry> acts = log.list(call.queryNumber("before", Long.MAX_VALUE, Long.MAX_VALUE), limit);
        Map<String, @Nullable Object> page = new LinkedHashMap<>();
        page.put("acts", acts.stream().map(AuditAdmin::view).toList());
        page.put("next", acts.size() < limit ? null : acts.get(acts.size() - 1).id());
        return HttpAnswer.json(200, page);
    }

    private static Map<String, @Nullable Object> view(AuditLog.Entry entry) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", entry.id());
        view.put("time_utc", Instant.ofEpochMilli(entry.at()).toString());
        view.put("node", entry.node());
        view.put("actor", entry.act().actor());
        view.put("address", entry.act().address());
        view.put("client", entry.act().client());
        view.put("action", entry.act().action());
        view.put("object", entry.act().object());
        view.put("details", entry.act().details());
        view.put("status", entry.status() == 0 ? null : entry.status());
        return view;
    }
}
