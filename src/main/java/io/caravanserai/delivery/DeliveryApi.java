package io.caravanserai.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The calls under {@code /accounts/{account_number}/webhooks} by which customers look at deliveries and replay them. */
public final class DeliveryApi {
    private static final Set<String> STATUSES = Set.of("pending", "delivered", "dead", "cancelled");
    private static final int MOST_PER_PAGE = 500;

    private final CallerAccount caller;
    private final DeliveryStore store;

    public DeliveryApi(CallerAccount caller, DeliveryStore store) {
        this.caller = caller;
        this.store = store;
    }

    /**
     * {@code GET .../deliveries?status=&limit=50&before=}: the newest first; {@code next} of the answer is the
     * {@code before} of the next page, null on the last.
     */
    public HttpAnswer list(HttpCall call) {
        String account = caller.owning(call);
        String status = call.queryParam("status").orElse(null);
        if (status != null) {
            requireStatus(status, "query parameter status");
        }
        int limit = (int) call.queryNumber("limit", 50, MOST_PER_PAGE);
        long before = call.queryNumber("before", Long.MAX_VALUE, Long.MAX_VALUE);
        List<DeliveryStore.Line> lines = store.list(account, status, before, limit + 1);
        boolean more = lines.size() > limit;
        List<DeliveryStore.Line> page = more ? lines.subList(0, limit) : lines;
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("deliveries", page.stream().map(DeliveryApi::view).toList());
        answer.put("next", more ? Long.toString(page.get(page.size() - 1).seq()) : null);
        return HttpAnswer.json(200, answer);
    }

    /** {@code GET .../deliveries/{id}}: with the body as it was or will be sent, and every attempt. */
    public HttpAnswer get(HttpCall call) {
        DeliveryStore.Detail detail =
                store.find(caller.owning(call), call.pathParam("id")).orElseThrow(DeliveryApi::unknown);
        Map<String, @Nullable Object> answer = view(detail.line());
        answer.put("body", new String(detail.body(), StandardCharsets.UTF_8));
        answer.put(
                "attempt_log", detail.attempts().stream().map(DeliveryApi::view).toList());
        return HttpAnswer.json(200, answer);
    }

    /** {@code POST .../deliveries/{id}/replay}: 202; it is sent again with the same webhook-id. */
    public HttpAnswer replay(HttpCall call) {
        String id = call.pathParam("id");
        return switch (store.replay(caller.owning(call), id)) {
            case UNKNOWN -> throw unknown();
            case NOT_SERVED ->
                throw HttpProblem.of(409, "Its subscription is deleted, or disabled: then enable it first.");
            case QUEUED -> HttpAnswer.json(202, Map.of("id", id, "status", "pending"));
        };
    }

    /**
     * {@code POST .../replay {since, status, subscription_id}}: 202 with the number of deliveries that are sent again:
     * those made at {@code since} or later whose status is that one (dead unless told), for that subscription or all.
     */
    public HttpAnswer replayAll(HttpCall call) {
        String account = caller.owning(call);
        JsonNode body = json(call.body());
        long since = since(body.path("since").asText(""));
        String status = body.path("status").asText("dead");
        requireStatus(status, "$.status");
        String subscription = body.path("subscription_id").asText(null);
        if (subscription != null && !store.hasSubscription(account, subscription)) {
            throw FieldFaults.problem("value", "subscription_id", "The account has no such subscription.");
        }
        return HttpAnswer.json(202, Map.of("replayed", store.replayAll(account, since, status, subscription)));
    }

    private static JsonNode json(byte[] body) {
        try {
            return Json.parse(body);
        } catch (JsonProcessingException e) {
            throw HttpProblem.of(400, "The body is not JSON.");
        }
    }

    private static long since(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeParseException e) {
            throw FieldFaults.problem(
                    text.isEmpty() ? "missing" : "value",
                    "since",
                    "It must be a time with offset such as 2026-01-31T08:00:00Z.");
        }
    }

    private static void requireStatus(String status, String where) {
        if (!STATUSES.contains(status)) {
            throw HttpProblem.of(422, where + " must be one of pending, delivered, dead, cancelled.");
        }
    }

    private static HttpProblem unknown() {
        return HttpProblem.of(404, "The account has no such delivery.");
    }

    private static Map<String, @Nullable Object> view(DeliveryStore.Line line) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", line.id());
        view.put("subscription_id", line.subscriptionId());
        view.put("endpoint", line.endpoint());
        view.put("kind", line.kind());
        view.put("shipment_id", line.shipmentId());
        view.put("status", line.status());
        view.put("attempts", line.attempts());
        view.put("next_attempt_utc", line.status().equals("pending") ? utc(line.dueAt()) : null);
        view.put("created_utc", utc(line.createdAt()));
        view.put("delivered_utc", line.deliveredAt() == null ? null : utc(line.deliveredAt()));
        view.put("last_http_status", line.lastStatus());
        view.put("last_error", line.lastError());
        return view;
    }

    private static Map<String, @Nullable Object> view(Attempt attempt) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("at_utc", utc(attempt.at()));
        view.put("http_status", attempt.status());
        view.put("error", attempt.error());
        view.put("ms", attempt.ms());
        view.put("answer", attempt.answer());
        return view;
    }

    private static String utc(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).toString();
    }
}
