package io.caravanserai.behaviour;

import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import java.util.List;
import java.util.Optional;

/** Lets browsers on other web sites call (Fetch Standard, section 3.2). */
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
        HttpAnswer answer = HttpAnswer.empty(200)
                .with("Access-Control-Allow-Methods", METHODS)
                .with(
                        "Access-Control-Allow-Headers",
                        call.header("access-control-request-headers").orElse(HEADERS))
                .with("Access-Control-Max-Age", MAX_AGE);
        return on(answer, call);
    }

    /** An answer that the caller's web site may read, errors too. */
    static HttpAnswer on(HttpAnswer answer, HttpCall call) {
        HttpAnswer varied = answer.with("Vary", "Origin");
        return call.header("origin")
                .map(origin -> varied.with("Access-Control-Allow-Origin", origin)
                        .with("Access-Control-Allow-Credentials", "true")
                        // when to try again, which a script may not read unasked
                        .with("Access-Control-Expose-Headers", "Retry-After"))
                .orElse(varied);
    }
}
