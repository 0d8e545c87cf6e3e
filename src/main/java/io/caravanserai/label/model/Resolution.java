package io.caravanserai.label.model;

/**
 * How fine a print head is. As all programs that make labels do, an inch is counted as 203 or 300 dots, so that four by
 * six inches are 812 by 1218 or 1200 by 1800 of them; a head of 203 dpi has 8 dots to the mm, a thousandth more.
 */
public enum Resolution {
    /** 203 dpi, in names of formats 200. */
    DPI_203(203),
    DPI_300(300);

    private static final double MM_PER_INCH = 25.4;

    private final int dpi;
    private final double dotsPerMm;

    Resolution(int dpi) {
        this.dpi = dpi;
        this.dotsPerMm = dpi / MM_PER_INCH;
    }

    /** Dots to the inch. */
    public int dpi() {
        return dpi;
    }

    public double dotsPerMm() {
        return dotsPerMm;
    }

    /** The dot nearest to a place or length in mm. */
    public int dots(double mm) {
        return (int) Math.round(mm * dotsPerMm);
    }

    /** How many dots a barcode's module of that width gets: whole ones, at least one. */
    public int moduleDots(double mm) {
        return Math.max(1, dots(mm));
    }
}
