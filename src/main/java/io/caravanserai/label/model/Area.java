package io.caravanserai.label.model;

/** A rectangle on a label: its left upper corner from the page's, width and height, in mm. */
public record Area(double x, double y, double width, double height) {
    /** Lengths that differ by less than this are the same, mm; far below a dot. */
    private static final double SAME = 1e-6;

    public Area {
        if (!(width >= 0 && height >= 0)) {
            throw new IllegalArgumentException("a rectangle of " + width + " by " + height + " mm");
        }
    }

    public double right() {
        return x + width;
    }

    public double bottom() {
        return y + height;
    }

    /** Whether both have a part in common; touching edges are none. */
    public boolean overlaps(Area other) {
        return x < other.right() - SAME
                && other.x < right() - SAME
                && y < other.bottom() - SAME
                && other.y < bottom() - SAME;
    }

    /** Whether the other lies within. */
    public boolean holds(Area other) {
        return other.x >= x - SAME
                && other.y >= y - SAME
                && other.right() <= right() + SAME
                && other.bottom() <= bottom() + SAME;
    }
}
