package io.caravanserai.routeview;

import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import java.util.LinkedHashMap;
import java.util.Map;

/** The calls by which operators look at routes. They change nothing: routes are files. */
public final class RouteAdmin {
    private final RouteViews routes;

    public RouteAdmin(RouteViews routes) {
        this.routes = routes;
    }

    /**
     * {@code GET /admin/routes}: 200 {@code {"files": [{file, status, reason, checked_utc, loaded_utc, routes}],
     * "routes": [...]}}, the files with what became of them, and the routes that run on this node ({@link RouteView}).
     */
    public HttpAnswer list(HttpCall call) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("files", routes.files());
        answer.put("routes", routes.all());
        return HttpAnswer.json(200, answer);
    }

    /** {@code GET /admin/routes/{id}}: 200 {@code {"route", "steps"}}; 404. */
    public HttpAnswer get(HttpCall call) {
        return HttpAnswer.json(200, route(call.pathParam("id")));
    }

    /** @throws HttpProblem 404 when no such route is loaded on this node */
    public RouteView.Detail route(String id) {
        return routes.of(id)
                .orElseThrow(() -> HttpProblem.of(
                        404, "No route " + id + " is loaded on this node; GET /admin/routes lists them."));
    }
}
