package io.caravanserai.label.zpl;

/**
 * The printer that the stream is read for.
 *
 * @param dpi dots per inch, 203 or 300
 * @param width dots across, or 0 to take {@code ^PW}, and 4 inches where that is absent
 * @param height dots down, or 0 to take {@code ^LL}, and 6 inches where that is absent
 */
public record ZplOptions(int dpi, int width, int height) {
    /** The longest and widest label that {@code ^LL} and this interpreter allow, in dots. */
    public static final int LONGEST = 32_000;

    private static final int WIDE_INCHES = 4;
    private static final int HIGH_INCHES = 6;

    public ZplOptions {
        if (dpi != 203 && dpi != 300) {
            throw new IllegalArgumentException("labels are drawn at 203 or 300 dpi, not at " + dpi);
        }
        if (width < 0 || height < 0 || width > LONGEST || height > LONGEST) {
            throw new IllegalArgumentException(
                    "a label of " + width + " by " + height + " dots; at most " + LONGEST + " each");
        }
    }

    /** Sizes as the stream tells them. */
    public static ZplOptions at(int dpi) {
        return new ZplOptions(dpi, 0, 0);
    }

    int defaultWidth() {
        return WIDE_INCHES * dpi;
    }

    int defaultHeight() {
        return HIGH_INCHES * dpi;
    }
}
