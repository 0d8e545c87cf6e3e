package io.caravanserai.label.convert;

import java.time.Duration;

/** How large a document may be, so that one label cannot take the hub's memory. */
final class Limits {
    static final int BYTES = 32 << 20;
    static final int PAGES = 200;
    /** To draw a PDF; an ordinary page takes some hundredths of a second. */
    static final Duration TIME = Duration.ofSeconds(20);
    /** Dots of one page or picture: 64 MB in shades of gray. */
    static final long DOTS = 64_000_000;

    private Limits() {}

    static void dots(String what, double width, double height) throws ConversionException {
        if (!(width * height <= DOTS)) {
            throw new ConversionException(what + " has " + Math.round(width) + " by " + Math.round(height)
                    + " dots, more than the " + DOTS + " that are converted; ask for a smaller one");
        }
    }
}
