package io.caravanserai.console.chart;

import io.caravanserai.console.Console;
import io.caravanserai.console.ConsoleCall;
import io.caravanserai.console.Place;
import io.caravanserai.console.Plain;
import io.caravanserai.console.Screen;
import io.caravanserai.figure.Chart;
import io.caravanserai.figure.Charts;
import io.caravanserai.figure.Figures.Figure;
import io.caravanserai.html.Html;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code /charts}: how much passed and how long it took. */
public final class ChartPage {
    private final Charts charts;

    public ChartPage(Charts charts) {
        this.charts = charts;
    }

    public void open(Console console) {
        console.page(Place.CHARTS, this::page);
        for (Charts.Span span : Charts.Span.values()) {
            console.live(live(span), () -> figures(span));
        }
    }

    private static String live(Charts.Span span) {
        return "/charts/live/" + span.word();
    }

    private Screen page(ConsoleCall call) {
        Charts.Span span = Charts.Span.of(call.query("span").orElse("hour"));
        Html html = new Html().constant("<nav aria-label=\"Span\" class=\"jumps\"><ul>");
        for (Charts.Span each : Charts.Span.values()) {
            html.open("li");
            if (each == span) {
                html.open("a", "href", "?span=" + each.word(), "aria-current", "true");
            } else {
                html.open("a", "href", "?span=" + each.word());
            }
            html.text("Last " + each.word()).close("a").close("li");
        }
        html.constant("</ul></nav>");
        Console.live(html, live(span), figures(span));
        return new Screen(Place.CHARTS.title(), html);
    }

    private Html figures(Charts.Span span) {
        List<Chart> all = charts.of(span);
        Html html = new Html();
        if (all.stream().allMatch(chart -> chart.total() == 0)) {
            html.constant("<p class=\"empty\">Nothing has passed in this time. Figures show up a minute after the first"
                    + " event, webhook or label.</p>");
        }
        html.open("div", "class", "charts");
        all.forEach(chart -> chart(html, chart, span));
        return html.close("div").constant("<p class=\"soft\">Over all nodes. Times are those of UTC.</p>");
    }

    private static void chart(Html html, Chart chart, Charts.Span span) {
        html.open("section", "class", "card").element("h2", chart.title());
        html.element(
                "p",
                Plain.number(chart.total()) + " in the last " + span.word() + ", at most " + Plain.number(most(chart))
                        + " in " + Plain.span(Duration.ofMillis(chart.step())),
                "class",
                "soft");
        html.add(ChartPicture.numbers(chart));
        html.element("h3", "How long: " + chart.took()).add(ChartPicture.times(chart));
        table(html, chart);
        html.close("section");
    }

    private static long most(Chart chart) {
        return chart.points().stream().mapToLong(Figure::number).max().orElse(0);
    }

    private static void table(Html html, Chart chart) {
        html.constant("<details><summary>As a table</summary>");
        Plain.table(html, chart.title());
        html.constant("<thead><tr><th scope=\"col\">From</th><th scope=\"col\" class=\"num\">Number</th>"
                + "<th scope=\"col\" class=\"num\">Half within</th>"
                + "<th scope=\"col\" class=\"num\">95 of 100 within</th></tr></thead><tbody>");
        for (Figure point : chart.points()) {
            html.open("tr").element("td", Plain.moment(Instant.ofEpochMilli(point.at())));
            html.element("td", Plain.number(point.number()), "class", "num");
            html.element("td", millis(point.median()), "class", "num");
            html.element("td", millis(point.slow()), "class", "num").close("tr");
        }
        Plain.endTable(html.constant("</tbody>")).constant("</details>");
    }

    /** Such as {@code 12 ms}, {@code 1.5 s} or {@code 3 min}. */
    static String millis(@Nullable Long millis) {
        if (millis == null) {
            return "–";
        }
        if (millis < 1_000) {
            return millis + " ms";
        }
        return millis < 90_000
                ? String.format(Locale.ROOT, "%.1f s", millis / 1000.0)
                : Plain.span(Duration.ofMillis(millis));
    }
}
