package io.caravanserai.label.model;

/** How fine a print head is. */
public enum Resolution {
    /** 8 dots a mm, called 203 dpi or, in names of formats, 200. */
    DPI_203(8),
    /** 300 dots an inch, 11.8 a mm. */
    DPI_300(300 / 25.4);

    private final double dotsPerMm;

    Resolution(double dotsPerMm) {
        this.dotsPerMm = dotsPerMm;
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
