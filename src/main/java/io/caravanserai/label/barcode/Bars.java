package io.caravanserai.label.barcode;

/**
 * Widths of narrow and wide bars where a symbology leaves the ratio open (Code 39, Interleaved 2 of 5), in columns of
 * {@link Symbol#modules}. Ratios of 2 to 3 are read.
 */
public record Bars(int narrow, int wide) {
    /** One column and three, which is read best. */
    public static final Bars ONE_TO_THREE = new Bars(1, 3);
    /** One column and two, which takes least room. */
    public static final Bars ONE_TO_TWO = new Bars(1, 2);

    public Bars {
        if (narrow < 1 || wide < 2 * narrow || wide > 3 * narrow) {
            throw new IllegalArgumentException(
                    "bars of " + narrow + " and " + wide + ": a wide one is two to three times a narrow one");
        }
    }
}
