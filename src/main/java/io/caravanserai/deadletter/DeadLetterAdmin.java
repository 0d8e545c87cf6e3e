package io.caravanserai.deadletter;

import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The admin calls on dead letters of all sources. */
public final class DeadLetterAdmin {
    private static final int MAX_PAGE = 500;

    private final DeadLetters letters;

    public DeadLetterAdmin(DeadLetters letters) {
        this.letters = letters;
    }

    /**
     * {@code GET /admin/dead-letters?limit=50&kind=&carrier=&q=&before=}: newest first; {@code next} of the answer is
     * the {@code before} of the next page, null on the last.
     */
    public HttpAnswer list(HttpCall call) {
        int limit = (int) call.queryNumber("limit", 50, MAX_PAGE);
        List<DeadLetters.Line> lines = letters.list(new DeadLetters.Wanted(
                limit + 1,
                call.queryParam("kind").orElse(null),
                call.queryParam("carrier").orElse(null),
                call.queryParam("q").orElse(null),
                call.queryParam("before").orElse(null)));
        boolean more = lines.size() > limit;
        List<DeadLetters.Line> page = more ? lines.subList(0, limit) : lines;
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put(
                "dead_letters",
                page.stream()
                        .map(line -> view(line.id(), line.kind(), line.summary()))
                        .toList());
        answer.put("next", more ? page.get(page.size() - 1).cursor() : null);
        return HttpAnswer.json(200, answer);
    }

    /** {@code GET /admin/dead-letters/{id}}: one letter with its content, base64. */
    public HttpAnswer get(HttpCall call) {
        String id = call.pathParam("id");
        DeadLetterSource.Detail detail = letters.get(id);
        Map<String, @Nullable Object> answer = view(id, id.substring(0, id.indexOf('-')), detail.summary());
        answer.put("content_type", detail.contentType());
        answer.put("content_base64", Base64.getEncoder().encodeToString(detail.content()));
        return HttpAnswer.json(200, answer);
    }

    /** {@code POST /admin/dead-letters/{id}/replay}: 202 when it is durably on its way again. */
    public HttpAnswer replay(HttpCall call) throws Exception {
        letters.replay(call.pathParam("id"));
        return HttpAnswer.json(202, Map.of("replayed", true));
    }

    /** {@code DELETE /admin/dead-letters/{id}}. */
    public HttpAnswer discard(HttpCall call) {
        letters.discard(call.pathParam("id"));
        return HttpAnswer.empty(204);
    }

    private static Map<String, @Nullable Object> view(String id, String kind, DeadLetterSource.Summary summary) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", id);
        view.put("kind", kind);
        view.put("stage", summary.stage());
        view.put("carrier", summary.carrier());
        view.put("reason", summary.reason());
        view.put("place", summary.place());
        view.put("source", summary.source());
        view.put("size", summary.size());
        view.put("seen", summary.seen());
        view.put("first_utc", Instant.ofEpochMilli(summary.firstAt()).toString());
        view.put("last_utc", Instant.ofEpochMilli(summary.lastAt()).toString());
        return view;
    }
}
