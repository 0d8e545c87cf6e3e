package io.caravanserai.behaviour;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** {@code POST /track/batch}: one tracker payload a line (NDJSON). */
public final class BatchApi {
    private static final int MAX_LINES = 1000;

    private final TrackerApi tracker;

    BatchApi(TrackerApi tracker) {
        this.tracker = tracker;
    }

    /**
     * 207 with the answer to each line, by its number; one bad line leaves the others alone. Lines of one session are
     * kept in their order when one call sends them.
     */
    public CompletableFuture<HttpAnswer> batch(HttpCall call) {
        try {
            tracker.cap(call);
            List<String> lines =
                    new String(call.body(), StandardCharsets.UTF_8).lines().toList();
            if (lines.size() > MAX_LINES) {
                throw HttpProblem.of(413, "A batch has at most " + MAX_LINES + " lines, not " + lines.size() + ".");
            }
            List<CompletableFuture<Map<String, Object>>> results = new ArrayList<>();
            for (int i = 0; i < lines.size(); i++) {
                if (!lines.get(i).isBlank()) {
                    results.add(result(i + 1, lines.get(i), call));
                }
            }
            return CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                    .thenApply(
                            all -> results.stream().map(CompletableFuture::join).toList())
                    .thenApply(told -> Cors.on(HttpAnswer.json(207, Map.of("results", told)), call));
        } catch (HttpProblem problem) {
            return CompletableFuture.completedFuture(Cors.on(problem.answer(), call));
        }
    }

    private CompletableFuture<Map<String, Object>> result(int line, String text, HttpCall call) {
        try {
            JsonNode body = TrackerApi.json(text.getBytes(StandardCharsets.UTF_8));
            TrackerApi.Ready ready = tracker.ready(tracker.read(body), EventSource.Type.REST, false, call);
            return tracker.told(ready).thenApply(told -> result(line, 200, told));
        } catch (HttpProblem problem) {
            HttpAnswer answer = problem.answer();
            return CompletableFuture.completedFuture(
                    result(line, answer.status(), Json.read(answer.body(), LinkedHashMap.class)));
        }
    }

    private static Map<String, Object> result(int line, int status, Map<?, ?> answer) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("line", line);
        result.put("status", status);
        answer.forEach((key, value) -> result.put(String.valueOf(key), value));
        return result;
    }
}
