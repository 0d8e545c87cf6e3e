package io.caravanserai.behaviour;

import io.caravanserai.event.Json;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.store.StoreException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;

/** {@code POST /track/batch}: one tracker payload a line (NDJSON). */
public final class BatchApi {
    private static final int MAX_LINES = 1000;
    private static final String NOT_KEPT = "The hub's store does not answer; try again shortly.";

    private final TrackerApi tracker;

    BatchApi(TrackerApi tracker) {
        this.tracker = tracker;
    }

    /**
     * 207 with the answer to each line that is not blank, by its number; one bad line leaves the others alone. Lines of
     * one session are kept in their order when one call sends them. 503 when the store could keep none of them.
     */
    public CompletableFuture<HttpAnswer> batch(HttpCall call) {
        tracker.cap(call);
        List<byte[]> lines = lines(call.body());
        List<CompletableFuture<Map<String, Object>>> results = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).length > 0) {
                results.add(result(i + 1, call.withBody(lines.get(i))));
            }
        }
        return CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                .thenApply(all ->
                        told(results.stream().map(CompletableFuture::join).toList()));
    }

    private static HttpAnswer told(List<Map<String, Object>> results) {
        if (results.stream().anyMatch(is(503)) && results.stream().noneMatch(is(200))) {
            throw HttpProblem.of(503, NOT_KEPT);
        }
        return HttpAnswer.json(207, Map.of("results", results));
    }

    private static Predicate<Map<String, Object>> is(int status) {
        return line -> Integer.valueOf(status).equals(line.get("status"));
    }

    /** The bytes between line feeds; a line of white space is empty. */
    private static List<byte[]> lines(byte[] body) {
        List<byte[]> lines = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean isBlank = true;
        int payloads = 0;
        for (int i = 0; i <= body.length; i++) {
            if (i < body.length && body[i] != '\n') {
                line.write(body[i]);
                isBlank &= body[i] == ' ' || body[i] == '\t' || body[i] == '\r';
                continue;
            }
            lines.add(isBlank ? new byte[0] : line.toByteArray());
            payloads += isBlank ? 0 : 1;
            if (payloads > MAX_LINES) {
                throw HttpProblem.of(
                        413, "A batch has at most " + MAX_LINES + " payloads: send the rest with another.");
            }
            line.reset();
            isBlank = true;
        }
        return lines;
    }

    private CompletableFuture<Map<String, Object>> result(int number, HttpCall line) {
        return answer(number, line).exceptionally(failure -> {
            if (failure.getCause() instanceof StoreException || failure instanceof StoreException) {
                return result(number, 503, Map.of("detail", NOT_KEPT));
            }
            throw new CompletionException(failure);
        });
    }

    private CompletableFuture<Map<String, Object>> answer(int number, HttpCall line) {
        try {
            TrackerApi.Ready ready = tracker.ready(
                    tracker.read(TrackerApi.json(line.body())),
                    EventSource.Type.REST,
                    TrackerApi.isProfileLess(line),
                    line);
            return tracker.told(ready).thenApply(told -> result(number, 200, told));
        } catch (HttpProblem problem) {
            HttpAnswer answer = problem.answer();
            return CompletableFuture.completedFuture(
                    result(number, answer.status(), Json.read(answer.body(), LinkedHashMap.class)));
        } catch (StoreException e) {
            return CompletableFuture.failedFuture(e);
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
