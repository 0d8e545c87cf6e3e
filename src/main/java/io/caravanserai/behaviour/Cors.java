package io.caravanserai.behaviour;

import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import java.util.List;
import java.util.Optional;

/** Which web sites may call, and how (Fetch Standard, section 3.2). */
final class Cors {
    private static final String METHODS = "GET, POST, OPTIONS";
    private static final String HEADERS = "content-type, x-timestamp";
    private static final String MAX_AGE = "600";

    private Cors() {}

    /** Whether a source takes calls from that web site; a call that names none comes from no browser. */
    static boolean allows(EventSource source, HttpCall call) {
        List<String> allowed = source.config().allowedOrigins();
        Optional<String> origin = call.header("origin");
        return allowed.isEmpty() || origin.isEmpty() || allowed.contains(origin.get());
    }

    /** The answer to what a browser asks before it calls; the source is not known then. */
    static HttpAnswer preflight(HttpCall call) {
        return HttpAnswer.empty(200)
                .with("Access-Control-Allow-Methods", METHODS)
                .with(
                        "Access-Control-Allow-Headers",
                        call.header("access-control-request-headers").orElse(HEADERS))
                .with("Access-Control-Max-Age", MAX_AGE);
    }
}
