package io.caravanserai.figure;

import java.util.List;

/**
 * One series over a span.
 *
 * @param series such as {@code events}
 * @param title for people
 * @param took what its times mean, for people
 * @param points the oldest first, one for each {@code step} without a gap
 * @param step milliseconds that a point stands for
 */
public record Chart(String series, String title, String took, List<Figures.Figure> points, long step) {
    public Chart {
        points = List.copyOf(points);
    }

    /** All that passed. */
    public long total() {
        return points.stream().mapToLong(Figures.Figure::number).sum();
    }
}
