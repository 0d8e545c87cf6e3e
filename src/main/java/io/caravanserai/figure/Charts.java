package io.caravanserai.figure;

import io.caravanserai.figure.Figures.Figure;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.store.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How much passed and how long it took, over the last hour, day or week. */
public final class Charts {
    private final Figures figures;
    private final Clock clock;

    public Charts(Database database) {
        this.figures = new Figures(database);
        this.clock = database.clock();
    }

    /** What is looked back on. */
    public enum Span {
        HOUR(60 * Figures.MINUTE, Figures.MINUTE, Figures.MINUTE),
        DAY(24 * Figures.HOUR, Figures.MINUTE, 15 * Figures.MINUTE),
        WEEK(7 * 24 * Figures.HOUR, Figures.HOUR, 2 * Figures.HOUR);

        private final long length;
        private final long kept;
        private final long point;

        Span(long length, long kept, long point) {
            this.length = length;
            this.kept = kept;
            this.point = point;
        }

        /** The word in addresses. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws HttpProblem 422 when there is none of that word */
        public static Span of(String word) {
            for (Span span : values()) {
                if (span.word().equals(word)) {
                    return span;
                }
            }
            throw HttpProblem.of(422, "Query parameter span is '" + word + "' but must be one of hour, day, week.");
        }
    }

    /** All charts of a span. */
    public List<Chart> of(Span span) {
        return List.of(
                chart("events", "Events of carriers", "from received to kept", span),
                chart("webhooks", "Webhooks delivered", "from kept to the customer's answer", span),
                chart("labels", "Labels made", "from the order to the label", span));
    }

    private Chart chart(String series, String title, String took, Span span) {
        long end = clock.millis() / span.point * span.point;
        long begin = end - span.length + span.point;
        Map<Long, Figure> points = new TreeMap<>();
        for (long at = begin; at <= end; at += span.point) {
            points.put(at, new Figure(series, at, 0, null, null));
        }
        figures.since(series, span.kept, begin)
                .forEach(figure -> points.computeIfPresent(
                        figure.at() / span.point * span.point, (at, before) -> together(before, figure)));
        return new Chart(series, title, took, new ArrayList<>(points.values()), span.point);
    }

    private static Figure together(Figure before, Figure more) {
        long number = before.number() + more.number();
        @Nullable Long median = before.median();
        if (more.median() != null) {
            median = median == null || number == 0
                    ? more.median()
                    : Long.valueOf((median * before.number() + more.median() * more.number()) / number);
        }
        @Nullable Long slow = before.slow();
        if (slow == null || (more.slow() != null && more.slow() > slow)) {
            slow = more.slow();
        }
        return new Figure(before.series(), before.at(), number, median, slow);
    }

    /**
     * {@code GET /admin/charts?span=hour|day|week}: 200 {@code {"span", "charts": [{series, title, took, step_seconds, total,
     * points: [{at_utc, number, median_ms, slow_ms}]}]}}; {@code slow_ms} is what 95 of 100 did not exceed.
     */
    public HttpAnswer answer(HttpCall call) {
        Span span = Span.of(call.queryParam("span").orElse("hour"));
        return HttpAnswer.json(
                200,
                Map.of(
                        "span",
                        span.word(),
                        "charts",
                        of(span).stream().map(Charts::view).toList()));
    }

    private static Map<String, Object> view(Chart chart) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("series", chart.series());
        view.put("title", chart.title());
        view.put("took", chart.took());
        view.put("step_seconds", chart.step() / 1000);
        view.put("total", chart.total());
        view.put("points", chart.points().stream().map(Charts::view).toList());
        return view;
    }

    private static Map<String, @Nullable Object> view(Figure point) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("at_utc", Instant.ofEpochMilli(point.at()).toString());
        view.put("number", point.number());
        view.put("median_ms", point.median());
        view.put("slow_ms", point.slow());
        return view;
    }
}
