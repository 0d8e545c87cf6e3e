package io.caravanserai.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpHandler;
import io.caravanserai.http.HttpProblem;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A customer who calls handlers as the HTTP edge does. */
public record Caller(String account, Map<String, String> headers) {
    public Caller {
        headers = Map.copyOf(headers);
    }

    /** A new account with its key. */
    public static Caller of(AccountStore accounts) {
        AccountStore.Created created = accounts.create("Nordic Retail");
        return new Caller(created.accountNumber(), Map.of("x-key", created.key(), "x-version", "v1"));
    }

    public Caller with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Caller(account, more);
    }

    public HttpAnswer post(HttpHandler handler, String body) {
        return call(handler, "", body.getBytes(StandardCharsets.UTF_8));
    }

    public HttpAnswer get(HttpHandler handler, String id) {
        return call(handler, id, new byte[0]);
    }

    private HttpAnswer call(HttpHandler handler, String id, byte[] body) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        HttpCall call = new HttpCall("POST", "/", Map.of("id", id), Map.of(), all, "127.0.0.1", body);
        try {
            return handler.handle(call);
        } catch (HttpProblem problem) {
            return problem.answer();
        } catch (Exception e) {
            throw new AssertionError("the handler failed", e);
        }
    }

    public static JsonNode json(HttpAnswer answer) {
        try {
            return Json.parse(answer.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError("the answer is no JSON", e);
        }
    }
}
