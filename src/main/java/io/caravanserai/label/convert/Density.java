package io.caravanserai.label.convert;

import io.caravanserai.label.raster.Bitmap;
import java.util.List;
import java.util.Locale;

/**
 * Brings a picture to the density of a printer. Dots are repeated or merged whole where the densities allow it, which
 * leaves barcodes as sharp as they were; 200 and 203 dpi count as the same. Anything else is resampled, with a warning.
 */
final class Density {
    /** By how much a picture may come out larger or smaller than it was meant, so that its dots stay whole. */
    static final double TOLERANCE = 0.02;

    private Density() {}

    /** The picture as dots at {@code to} dpi. */
    static Bitmap bring(Gray picture, double from, int to, List<Warning> warnings) {
        double ratio = to / from;
        int times = (int) Math.round(ratio);
        if (isWhole(ratio)) {
            return times == 1 ? picture.threshold() : picture.threshold().scaled(times, times);
        }
        if (isWhole(1 / ratio)) {
            int parts = (int) Math.round(1 / ratio);
            return picture.resized(Math.max(1, picture.width() / parts), Math.max(1, picture.height() / parts))
                    .threshold();
        }
        warnings.add(resampled(from, to));
        int width = (int) Math.max(1, Math.round(picture.width() * ratio));
        int height = (int) Math.max(1, Math.round(picture.height() * ratio));
        return picture.resized(width, height).threshold();
    }

    static Warning resampled(double from, int to) {
        return new Warning(
                "resampled",
                String.format(
                        Locale.ROOT,
                        "the picture of %.0f dpi was resampled to %d dpi: bars are uneven by up to a dot; scan a printed"
                                + " label, or ask the carrier for %d dpi",
                        from,
                        to,
                        to));
    }

    /** Whether dots can be repeated that often without a change of size that matters. */
    static boolean isWhole(double ratio) {
        long times = Math.round(ratio);
        return times >= 1 && Math.abs(ratio - times) <= times * TOLERANCE;
    }
}
