package io.caravanserai.label.text;

import io.caravanserai.label.raster.Bitmap;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Draws glyphs as dots: a dot is black when the outline covers half of it or more. Safe for many threads; what was drawn
 * lately is kept.
 */
public final class GlyphDots {
    /** Lines that are looked at within each row of dots. */
    private static final int SAMPLES = 5;

    private static final double BLACK = 0.5;

    private final Recent<Key, Optional<DotGlyph>> recent = new Recent<>(30_000);

    private record Key(Glyph glyph, double dots) {}

    /** A straight piece of an outline; {@code turn} is 1 downwards and -1 upwards. */
    private record Edge(double x, double y, double x2, double y2, int turn) {
        double at(double line) {
            return x + (line - y) / (y2 - y) * (x2 - x);
        }
    }

    /**
     * A glyph's picture; empty when it has no black dot.
     *
     * @param dots the font's size in dots
     */
    public Optional<DotGlyph> of(Glyph glyph, double dots) {
        Key key = new Key(glyph, dots);
        Optional<DotGlyph> known = recent.get(key);
        if (known == null) {
            known = draw(glyph, dots / LabelFont.UNITS);
            recent.put(key, known);
        }
        return known;
    }

    private static Optional<DotGlyph> draw(Glyph glyph, double scale) {
        Rectangle2D ink = glyph.ink();
        if (ink.isEmpty()) {
            return Optional.empty();
        }
        int left = (int) Math.floor(ink.getMinX() * scale);
        int top = (int) Math.floor(ink.getMinY() * scale);
        int width = (int) Math.ceil(ink.getMaxX() * scale) - left;
        int height = (int) Math.ceil(ink.getMaxY() * scale) - top;
        List<Edge> edges = edges(glyph, scale, left, top);
        Bitmap picture = new Bitmap(width, height);
        double[] covered = new double[width];
        for (int row = 0; row < height; row++) {
            Arrays.fill(covered, 0);
            for (int sample = 0; sample < SAMPLES; sample++) {
                line(edges, row + (sample + 0.5) / SAMPLES, covered);
            }
            for (int x = 0; x < width; x++) {
                if (covered[x] >= BLACK * SAMPLES) {
                    picture.set(x, row);
                }
            }
        }
        return Optional.of(new DotGlyph(picture, left, top));
    }

    private static List<Edge> edges(Glyph glyph, double scale, int left, int top) {
        AffineTransform toDots = new AffineTransform(scale, 0, 0, scale, -left, -top);
        List<Edge> edges = new ArrayList<>();
        double[] c = new double[6];
        double startX = 0;
        double startY = 0;
        double x = 0;
        double y = 0;
        for (PathIterator path = glyph.outline().getPathIterator(toDots, 0.05); !path.isDone(); path.next()) {
            int kind = path.currentSegment(c);
            double toX = kind == PathIterator.SEG_CLOSE ? startX : c[0];
            double toY = kind == PathIterator.SEG_CLOSE ? startY : c[1];
            if (kind == PathIterator.SEG_MOVETO) {
                startX = toX;
                startY = toY;
            } else if (toY > y) {
                edges.add(new Edge(x, y, toX, toY, 1));
            } else if (toY < y) {
                edges.add(new Edge(toX, toY, x, y, -1));
            }
            x = toX;
            y = toY;
        }
        return edges;
    }

    /** Adds what a line covers of each dot. */
    private static void line(List<Edge> edges, double y, double[] covered) {
        List<double[]> crossings = new ArrayList<>();
        for (Edge edge : edges) {
            if (edge.y <= y && y < edge.y2) {
                crossings.add(new double[] {edge.at(y), edge.turn});
            }
        }
        crossings.sort((a, b) -> Double.compare(a[0], b[0]));
        int winding = 0;
        for (int i = 0; i + 1 < crossings.size(); i++) {
            winding += (int) crossings.get(i)[1];
            if (winding != 0) {
                cover(covered, crossings.get(i)[0], crossings.get(i + 1)[0]);
            }
        }
    }

    private static void cover(double[] covered, double from, double to) {
        int last = Math.min(covered.length - 1, (int) to);
        for (int x = Math.max(0, (int) from); x <= last; x++) {
            covered[x] += Math.max(0, Math.min(to, x + 1.0) - Math.max(from, x));
        }
    }
}
