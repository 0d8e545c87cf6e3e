package io.caravanserai.label.barcode;

import io.caravanserai.label.raster.Bitmap;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/**
 * Draws MaxiCodes, whose size is fixed: ISO/IEC 16023, section 4.11. Columns are 0.88 mm apart, so that 29 of them are
 * 25.5 mm (24.82 to 27.93 are allowed); rows 0.762 mm, so that 32 are 24.4 mm (23.71 to 26.69). Each hexagon comes to
 * the dot nearest to its place, so that deviations do not add up.
 */
public final class MaxiCodeDots {
    static final int COLUMNS = 30;
    static final int ROWS = 33;

    /** Millimetres from one hexagon to the next in a row; the white around is as wide. */
    public static final double ACROSS = 0.88;

    private static final double DOWN = ACROSS * Math.sqrt(3) / 2;
    /** Hexagons are drawn smaller than their place, since ink and heat spread. */
    private static final double INK = 0.88;
    /** Outer and inner radius of the three dark rings in the middle, in millimetres. */
    private static final double[][] RINGS = {{3.87, 3.20}, {2.53, 1.86}, {1.18, 0.51}};

    private static final int RING_COLUMN = 14;
    private static final int RING_ROW = 16;

    /** Width without quiet zone, mm. */
    public static final double WIDTH = COLUMNS * ACROSS;

    /** Height without quiet zone, mm. */
    public static final double HEIGHT = (ROWS - 1) * DOWN + ACROSS * 2 / Math.sqrt(3);

    private MaxiCodeDots() {}

    /** Width in dots, without quiet zone. */
    public static int width(double dotsPerMm) {
        return (int) Math.ceil(WIDTH * dotsPerMm);
    }

    /** Height in dots, without quiet zone. */
    public static int height(double dotsPerMm) {
        return (int) Math.ceil(HEIGHT * dotsPerMm);
    }

    /**
     * Draws it without quiet zone.
     *
     * @param dotsPerMm 8 at 203 dpi, 11.81 at 300 dpi; below 7 hexagons run into each other
     */
    public static Bitmap draw(Symbol symbol, double dotsPerMm) {
        if (symbol.symbology() != Symbology.MAXICODE) {
            throw new IllegalArgumentException("a " + symbol.symbology().title() + " has no hexagons");
        }
        if (dotsPerMm < 7) {
            throw new IllegalArgumentException("a MaxiCode needs 7 dots to the millimetre or more, not " + dotsPerMm);
        }
        Bitmap picture = new Bitmap(width(dotsPerMm), height(dotsPerMm));
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                if (symbol.modules().isBlack(column, row)) {
                    hexagon(picture, dot(x(column, row), dotsPerMm), dot(y(row), dotsPerMm), dotsPerMm);
                }
            }
        }
        rings(picture, dotsPerMm);
        return picture;
    }

    /** Its outline in mm without quiet zone, black by the even-odd rule. */
    public static Path2D outline(Symbol symbol) {
        Path2D outline = new Path2D.Double(Path2D.WIND_EVEN_ODD);
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                if (symbol.modules().isBlack(column, row)) {
                    hexagon(outline, x(column, row), y(row));
                }
            }
        }
        for (double[] ring : RINGS) {
            for (double radius : ring) {
                double x = x(RING_COLUMN, RING_ROW) - radius;
                outline.append(new Ellipse2D.Double(x, y(RING_ROW) - radius, 2 * radius, 2 * radius), false);
            }
        }
        return outline;
    }

    private static void hexagon(Path2D outline, double x, double y) {
        double half = ACROSS * INK / 2;
        double side = 2 * half / Math.sqrt(3);
        outline.moveTo(x, y - side);
        outline.lineTo(x + half, y - side / 2);
        outline.lineTo(x + half, y + side / 2);
        outline.lineTo(x, y + side);
        outline.lineTo(x - half, y + side / 2);
        outline.lineTo(x - half, y - side / 2);
        outline.closePath();
    }

    /** The hexagons of a drawn one, each by the dot in its middle; none where the rings are. */
    static Bitmap hexagons(Bitmap picture, double dotsPerMm) {
        Bitmap modules = new Bitmap(COLUMNS, ROWS);
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                boolean black = picture.isBlack(dot(x(column, row), dotsPerMm), dot(y(row), dotsPerMm));
                if (black && fromMiddle(x(column, row), y(row)) > RINGS[0][0]) {
                    modules.set(column, row);
                }
            }
        }
        return modules;
    }

    private static double x(int column, int row) {
        return ACROSS * (column + (row % 2 == 0 ? 0.5 : 1));
    }

    private static double y(int row) {
        return DOWN * row + ACROSS / Math.sqrt(3);
    }

    private static double fromMiddle(double x, double y) {
        return Math.hypot(x - x(RING_COLUMN, RING_ROW), y - y(RING_ROW));
    }

    private static int dot(double mm, double dotsPerMm) {
        return (int) Math.floor(mm * dotsPerMm);
    }

    private static void hexagon(Bitmap picture, int x, int y, double dotsPerMm) {
        double half = ACROSS * INK / 2 * dotsPerMm;
        int reach = (int) Math.ceil(half * 2 / Math.sqrt(3));
        for (int dy = -reach; dy <= reach; dy++) {
            // the slanted edges leave 2 h/√3 - |y| times √3 to either side, the upright ones h
            double side = Math.min(half, 2 * half - Math.sqrt(3) * Math.abs(dy));
            int wide = (int) Math.floor(side);
            if (side >= 0) {
                picture.fill(x - wide, y + dy, 2 * wide + 1, 1);
            }
        }
    }

    private static void rings(Bitmap picture, double dotsPerMm) {
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                double radius = fromMiddle((x + 0.5) / dotsPerMm, (y + 0.5) / dotsPerMm);
                for (double[] ring : RINGS) {
                    if (radius <= ring[0] && radius >= ring[1]) {
                        picture.set(x, y);
                    }
                }
            }
        }
    }
}
