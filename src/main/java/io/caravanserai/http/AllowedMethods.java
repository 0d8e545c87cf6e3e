package io.caravanserai.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers requests that no route took: 405 where another method would have been right, else 404. */
final class AllowedMethods {
    private AllowedMethods() {}

    /** To be called from a last route, which takes every path and so hides Vert.x's own 405. */
    static HttpAnswer refusal(Router router, RoutingContext request) {
        String path = request.normalizedPath();
        String allowed = of(router, path);
        String what = request.request().method() + " " + path;
        return allowed.isEmpty()
                ? HttpAnswer.detail(404, "There is nothing at " + what + ".")
                // RFC 9110 section 15.5.6 wants the methods named
                : HttpAnswer.detail(405, what + " is not offered, but " + allowed + ".")
                        .with("Allow", allowed);
    }

    private static String of(Router router, String path) {
        return router.getRoutes().stream()
                .filter(route -> route.methods() != null && matches(route.getPath(), path))
                .flatMap(route -> route.methods().stream())
                .map(HttpMethod::name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static boolean matches(@Nullable String template, String path) {
        if (template == null) {
            return false;
        }
        String[] wanted = template.split("/", -1);
        String[] given = path.split("/", -1);
        boolean matches = wanted.length == given.length;
        for (int i = 0; matches && i < wanted.length; i++) {
            matches = wanted[i].startsWith(":") || wanted[i].equals(given[i]);
        }
        return matches;
    }
}
