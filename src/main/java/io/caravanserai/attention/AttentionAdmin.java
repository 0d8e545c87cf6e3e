package io.caravanserai.attention;

import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The admin call on what needs a person. */
public final class AttentionAdmin {
    private static final int MAX_PAGE = 500;

    private final Attention attention;

    public AttentionAdmin(Attention attention) {
        this.attention = attention;
    }

    /**
     * {@code GET /admin/attention[?kind=&limit=20&before=]}: 200 {@code {"counts": {kind: n}, "matters": [{kind, id, subject,
     * what, means, todo, since_utc, last_utc, times, details}], "next": ...}}. Without a kind the first of each, and
     * {@code next} is null; with one {@code next} is the {@code before} of the next page, null on the last. Counts end at
     * 1,000.
     */
    public HttpAnswer list(HttpCall call) {
        int limit = (int) call.queryNumber("limit", 20, MAX_PAGE);
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        Map<String, Long> counts = new LinkedHashMap<>();
        attention.counts().forEach((kind, count) -> counts.put(kind.word(), count));
        view.put("counts", counts);
        List<Matter> matters = new ArrayList<>();
        String next = "";
        if (call.queryParam("kind").isPresent()) {
            Attention.Page page = attention.list(
                    kind(call.queryParam("kind").get()),
                    limit,
                    call.queryParam("before").orElse(""));
            matters.addAll(page.matters());
            next = page.next();
        } else {
            for (Kind kind : Kind.values()) {
                matters.addAll(attention.list(kind, limit, "").matters());
            }
        }
        view.put("matters", matters.stream().map(Matter::json).toList());
        view.put("next", next.isEmpty() ? null : next);
        return HttpAnswer.json(200, view);
    }

    private static Kind kind(String word) {
        return Kind.of(word)
                .orElseThrow(() -> HttpProblem.of(
                        422,
                        "Query parameter kind is '" + word + "' but must be one of "
                                + Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(", "))
                                + "."));
    }
}
