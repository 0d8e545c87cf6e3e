package io.caravanserai.console.chart;

import io.caravanserai.console.Plain;
import io.caravanserai.figure.Chart;
import io.caravanserai.figure.Figures.Figure;
import io.caravanserai.html.Html;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A chart as SVG; the table beside it says the same. */
final class ChartPicture {
    private static final int WIDTH = 360;
    private static final int HEIGHT = 130;
    private static final int LEFT = 50;
    private static final int BOTTOM = 108;
    private static final int TOP = 20;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private ChartPicture() {}

    /** How many passed: a bar for each point. */
    static Html numbers(Chart chart) {
        long top = Math.max(
                1, chart.points().stream().mapToLong(Figure::number).max().orElse(1));
        Html svg = begin(chart.title() + ": " + Plain.number(chart.total()) + " in all");
        axes(svg, chart, Plain.number(top));
        double width = (WIDTH - LEFT) / (double) chart.points().size();
        StringBuilder bars = new StringBuilder();
        for (int i = 0; i < chart.points().size(); i++) {
            double height = (BOTTOM - TOP) * chart.points().get(i).number() / (double) top;
            if (height > 0) {
                bars.append(String.format(
                        Locale.ROOT,
                        "M%.1f %dv-%.1fh%.1fv%.1fz",
                        LEFT + i * width,
                        BOTTOM,
                        Math.max(1, height),
                        Math.max(0.8, width - 0.8),
                        Math.max(1, height)));
            }
        }
        return svg.open("path", "class", "bars", "d", bars.toString())
                .close("path")
                .constant("</svg>");
    }

    /** How long it took: a whole line for the middle one, a broken one for the slowest twentieth. */
    static Html times(Chart chart) {
        long top = Math.max(
                10,
                chart.points().stream()
                        .map(Figure::slow)
                        .filter(Objects::nonNull)
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(0));
        Html svg = begin(chart.title() + ": how long it took, at most " + ChartPage.millis(top));
        axes(svg, chart, ChartPage.millis(top));
        line(svg, "median", chart.points(), Figure::median, top);
        line(svg, "slow", chart.points(), Figure::slow, top);
        text(svg, WIDTH - 2, TOP - 7, "end", "— half  ┄ 95 of 100");
        return svg.constant("</svg>");
    }

    private static void line(
            Html svg, String kind, List<Figure> points, Function<Figure, @Nullable Long> value, long top) {
        double width = (WIDTH - LEFT) / (double) points.size();
        StringBuilder path = new StringBuilder();
        boolean on = false;
        for (int i = 0; i < points.size(); i++) {
            Long took = value.apply(points.get(i));
            if (took != null) {
                double y = BOTTOM - (BOTTOM - TOP) * took / (double) top;
                // one alone is a short stroke
                path.append(String.format(
                        Locale.ROOT, "%s%.1f %.1fh%.1f", on ? "L" : "M", LEFT + i * width, y, width * 0.8));
            }
            on = took != null;
        }
        svg.open("path", "class", kind, "d", path.toString()).close("path");
    }

    private static Html begin(String label) {
        return new Html()
                .open(
                        "svg",
                        "class",
                        "chart",
                        "viewBox",
                        "0 0 " + WIDTH + " " + HEIGHT,
                        "role",
                        "img",
                        "aria-label",
                        label + ". The table tells it in full.");
    }

    private static void axes(Html svg, Chart chart, String top) {
        svg.open(
                        "path",
                        "class",
                        "axis",
                        "d",
                        "M" + LEFT + " " + TOP + "H" + WIDTH + "M" + LEFT + " " + BOTTOM + "H" + WIDTH)
                .close("path");
        text(svg, LEFT - 5, TOP + 4, "end", top);
        text(svg, LEFT - 5, BOTTOM + 4, "end", "0");
        List<Figure> points = chart.points();
        text(svg, LEFT, BOTTOM + 18, "start", time(chart, points.get(0)));
        text(svg, (LEFT + WIDTH) / 2, BOTTOM + 18, "middle", time(chart, points.get(points.size() / 2)));
        text(svg, WIDTH - 2, BOTTOM + 18, "end", time(chart, points.get(points.size() - 1)));
    }

    private static String time(Chart chart, Figure point) {
        boolean week = chart.step() * chart.points().size() > 36 * 3_600_000L;
        return (week ? DAY : TIME).format(Instant.ofEpochMilli(point.at()));
    }

    private static void text(Html svg, int x, int y, String anchor, String words) {
        svg.element("text", words, "x", String.valueOf(x), "y", String.valueOf(y), "text-anchor", anchor);
    }
}
