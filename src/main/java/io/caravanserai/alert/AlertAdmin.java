package io.caravanserai.alert;

import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The admin calls on alerts. */
public final class AlertAdmin {
    private static final int MAX_PAGE = 500;

    private final Alerts alerts;

    public AlertAdmin(Alerts alerts) {
        this.alerts = alerts;
    }

    /**
     * {@code GET /admin/alerts?status=open|all&limit=100}: 200 {@code {"alerts": [{id, kind, subject, words, times,
     * raised_utc, last_utc, cleared_utc}]}}, the newest first.
     */
    public HttpAnswer list(HttpCall call) {
        String status = call.queryParam("status").orElse("open");
        if (!status.equals("open") && !status.equals("all")) {
            throw HttpProblem.of(422, "Query parameter status is '" + status + "' but must be open or all.");
        }
        long limit = call.queryNumber("limit", 100, MAX_PAGE);
        return HttpAnswer.json(
                200,
                Map.of(
                        "alerts",
                        alerts.list(status.equals("open"), limit).stream()
                                .map(AlertAdmin::view)
                                .toList()));
    }

    /** {@code DELETE /admin/alerts/{id}}: 204; the same trouble again raises a new one. */
    public HttpAnswer dismiss(HttpCall call) {
        String id = call.pathParam("id");
        if (!id.matches("[0-9]{1,18}") || !alerts.dismiss(Long.parseLong(id))) {
            throw HttpProblem.of(404, "There is no open alert " + id + "; GET /admin/alerts lists them.");
        }
        return HttpAnswer.empty(204);
    }

    private static Map<String, @Nullable Object> view(Alerts.Alert alert) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", alert.id());
        view.put("kind", alert.kind());
        view.put("subject", alert.subject());
        view.put("words", alert.words());
        view.put("times", alert.times());
        view.put("raised_utc", Instant.ofEpochMilli(alert.raisedAt()).toString());
        view.put("last_utc", Instant.ofEpochMilli(alert.lastAt()).toString());
        Long cleared = alert.clearedAt();
        view.put(
                "cleared_utc",
                cleared == null ? null : Instant.ofEpochMilli(cleared).toString());
        return view;
    }
}
