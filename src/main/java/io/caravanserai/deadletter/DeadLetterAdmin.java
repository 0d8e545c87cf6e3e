package io.caravanserai.deadletter;

import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The admin calls on dead letters of all sources; ids are {@code <kind>-<id in the source>}. */
public final class DeadLetterAdmin {
    private static final int MAX_PAGE = 500;

    private final List<DeadLetterSource> sources;

    public DeadLetterAdmin(List<DeadLetterSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /**
     * {@code GET /admin/dead-letters?limit=50&kind=&carrier=&q=&before=}: newest first; {@code next} of the answer is
     * the {@code before} of the next page, null on the last.
     */
    public HttpAnswer list(HttpCall call) {
        int limit = (int) call.queryNumber("limit", 50, MAX_PAGE);
        @Nullable String kind = call.queryParam("kind").orElse(null);
        DeadLetterSource.@Nullable Cursor before =
                call.queryParam("before").map(DeadLetterAdmin::cursor).orElse(null);
        List<Line> lines = new ArrayList<>();
        for (DeadLetterSource source : sources) {
            if (kind == null || kind.equals(source.kind())) {
                DeadLetterSource.Page page = new DeadLetterSource.Page(
                        limit + 1,
                        call.queryParam("carrier").orElse(null),
                        call.queryParam("q").orElse(null),
                        before == null ? null : within(source, before));
                source.list(page).forEach(summary -> lines.add(new Line(source.kind(), summary)));
            }
        }
        lines.sort(Comparator.comparingLong((Line line) -> line.summary().lastAt())
                .thenComparing(Line::id)
                .reversed());
        boolean more = lines.size() > limit;
        List<Line> page = more ? lines.subList(0, limit) : lines;
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("dead_letters", page.stream().map(Line::view).toList());
        answer.put("next", more ? page.get(page.size() - 1).cursor() : null);
        return HttpAnswer.json(200, answer);
    }

    /** {@code GET /admin/dead-letters/{id}}: one letter with its content, base64. */
    public HttpAnswer get(HttpCall call) {
        Target target = target(call);
        DeadLetterSource.Detail detail = found(target);
        Map<String, @Nullable Object> answer =
                new LinkedHashMap<>(new Line(target.source().kind(), detail.summary()).view());
        answer.put("content_type", detail.contentType());
        answer.put("content_base64", Base64.getEncoder().encodeToString(detail.content()));
        return HttpAnswer.json(200, answer);
    }

    private static DeadLetterSource.Detail found(Target target) {
        try {
            return target.source().find(target.id()).orElseThrow(DeadLetterAdmin::unknown);
        } catch (IllegalStateException e) {
            throw HttpProblem.of(409, String.valueOf(e.getMessage()));
        }
    }

    /** {@code POST /admin/dead-letters/{id}/replay}: 202 when it is durably on its way again. */
    public HttpAnswer replay(HttpCall call) throws Exception {
        Target target = target(call);
        try {
            if (!target.source().replay(target.id())) {
                throw unknown();
            }
        } catch (IllegalStateException e) {
            throw HttpProblem.of(409, String.valueOf(e.getMessage()));
        }
        return HttpAnswer.json(202, Map.of("replayed", true));
    }

    /** {@code DELETE /admin/dead-letters/{id}}. */
    public HttpAnswer discard(HttpCall call) {
        Target target = target(call);
        if (!target.source().discard(target.id())) {
            throw unknown();
        }
        return HttpAnswer.empty(204);
    }

    private Target target(HttpCall call) {
        String id = call.pathParam("id");
        int dash = id.indexOf('-');
        if (dash > 0) {
            for (DeadLetterSource source : sources) {
                if (source.kind().equals(id.substring(0, dash))) {
                    return new Target(source, id.substring(dash + 1));
                }
            }
        }
        throw unknown();
    }

    private static HttpProblem unknown() {
        return HttpProblem.of(404, "There is no such dead letter; it may have been replayed or discarded.");
    }

    private static DeadLetterSource.Cursor cursor(String text) {
        int dot = text.indexOf('.');
        try {
            return new DeadLetterSource.Cursor(Long.parseLong(text.substring(0, dot)), text.substring(dot + 1));
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw HttpProblem.of(422, "Query parameter before must be the 'next' of the page before.");
        }
    }

    /** The cursor's full id in terms of one source: what sorts behind it there. */
    private static DeadLetterSource.Cursor within(DeadLetterSource source, DeadLetterSource.Cursor cursor) {
        String prefix = source.kind() + "-";
        if (cursor.id().startsWith(prefix)) {
            return new DeadLetterSource.Cursor(cursor.lastAt(), cursor.id().substring(prefix.length()));
        }
        // a whole source sorts either before or behind a letter of another one with the same time
        return new DeadLetterSource.Cursor(cursor.lastAt(), prefix.compareTo(cursor.id()) < 0 ? "\uffff" : "");
    }

    private record Target(DeadLetterSource source, String id) {}

    private record Line(String kind, DeadLetterSource.Summary summary) {
        String id() {
            return kind + "-" + summary.id();
        }

        String cursor() {
            return summary.lastAt() + "." + id();
        }

        Map<String, @Nullable Object> view() {
            Map<String, @Nullable Object> view = new LinkedHashMap<>();
            view.put("id", id());
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
}
