package io.caravanserai.runtime;

import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpHandler;
import io.caravanserai.secret.SecretMask;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Readiness: is this hub itself able to take and keep messages. The state of partners is not part of it: one
 * unreachable carrier must not take the hub out of service.
 */
final class Health implements HttpHandler {
    private final Map<String, Callable<String>> checks = new LinkedHashMap<>();

    /** Adds a check that returns a word about the part's state or throws when it is not usable. */
    Health check(String name, Callable<String> check) {
        checks.put(name, check);
        return this;
    }

    @Override
    public HttpAnswer handle(HttpCall call) {
        Map<String, Object> parts = new LinkedHashMap<>();
        boolean up = true;
        for (Map.Entry<String, Callable<String>> check : checks.entrySet()) {
            try {
                parts.put(
                        check.getKey(),
                        Map.of("status", "UP", "info", check.getValue().call()));
            } catch (Exception e) {
                up = false;
                String words = SecretMask.ofProcess().mask(String.valueOf(e.getMessage()));
                parts.put(check.getKey(), Map.of("status", "DOWN", "info", words));
            }
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", up ? "UP" : "DOWN");
        body.put("checks", parts);
        return HttpAnswer.json(up ? 200 : 503, body);
    }
}
