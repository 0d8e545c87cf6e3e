package io.caravanserai.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * Lets pages of other web sites read every answer about events, errors too (Fetch Standard, section 3.2); all else on
 * the public port is closed to them. Which web sites may send events is up to each event source.
 */
final class CrossOrigin {
    private CrossOrigin() {}

    /** Sets the headers that an answer to this request carries whoever gives it. */
    static void allow(HttpServerRequest request, HttpServerResponse response) {
        if (!isOpen(request.path())) {
            return;
        }
        response.putHeader("Vary", "Origin");
        String origin = request.getHeader("Origin");
        if (origin != null) {
            response.putHeader("Access-Control-Allow-Origin", origin)
                    .putHeader("Access-Control-Allow-Credentials", "true")
                    // when to try again, which a script may not read unasked
                    .putHeader("Access-Control-Expose-Headers", "Retry-After");
        }
    }

    private static boolean isOpen(String path) {
        return path != null && (path.equals("/track") || path.startsWith("/track/") || path.startsWith("/collect/"));
    }
}
