package io.caravanserai.label.zpl;

import io.caravanserai.label.raster.Bitmap;

/** Boxes, ellipses and diagonals of {@code ^GB}, {@code ^GC}, {@code ^GE} and {@code ^GD}, in exact dots. */
final class Shapes {
    private Shapes() {}

    /**
     * A frame, or a filled box when the border leaves no room within.
     *
     * @param rounding 0 to 8: eighths of half the shorter side are the radius of the corners
     */
    static Bitmap box(int width, int height, int border, int rounding) {
        Bitmap box = new Bitmap(width, height);
        int radius = rounding * Math.min(width, height) / 16;
        int inner = Math.max(0, radius - border);
        for (int y = 0; y < height; y++) {
            int edge = inset(y, height, radius);
            box.fill(edge, y, width - 2 * edge, 1);
            int innerHeight = height - 2 * border;
            int row = y - border;
            if (row >= 0 && row < innerHeight) {
                int gap = border + inset(row, innerHeight, inner);
                box.clear(gap, y, width - 2 * gap, 1);
            }
        }
        return box;
    }

    /** By how much a row of a rounded box is shorter on either side. */
    private static int inset(int row, int height, int radius) {
        int fromEdge = Math.min(row, height - 1 - row);
        if (fromEdge >= radius) {
            return 0;
        }
        double up = radius - fromEdge - 0.5;
        return (int) Math.round(radius - Math.sqrt(Math.max(0, (double) radius * radius - up * up)));
    }

    static Bitmap ellipse(int width, int height, int border) {
        Bitmap ellipse = new Bitmap(width, height);
        for (int y = 0; y < height; y++) {
            row(ellipse, y, y, width, height, 0, true);
            int inside = y - border;
            if (inside >= 0 && inside < height - 2 * border && width > 2 * border) {
                row(ellipse, y, inside, width - 2 * border, height - 2 * border, border, false);
            }
        }
        return ellipse;
    }

    private static void row(Bitmap picture, int y, int row, int width, int height, int left, boolean black) {
        double up = (row + 0.5) / height * 2 - 1;
        double half = width / 2.0 * Math.sqrt(Math.max(0, 1 - up * up));
        int from = (int) Math.round(width / 2.0 - half);
        int wide = width - 2 * from;
        if (black) {
            picture.fill(left + from, y, wide, 1);
        } else {
            picture.clear(left + from, y, wide, 1);
        }
    }

    /** A line from corner to corner whose horizontal extent is the border; {@code rising} leans to the right. */
    static Bitmap diagonal(int width, int height, int border, boolean rising) {
        Bitmap line = new Bitmap(width + border, height);
        for (int y = 0; y < height; y++) {
            int along = (int) ((long) width * y / height);
            line.fill(rising ? width - along : along, y, border, 1);
        }
        return line;
    }
}
