package io.caravanserai.label.convert;

import io.caravanserai.label.raster.Bitmap;
import java.util.Locale;

/** Puts a label on paper of a size, dot for dot. */
final class Fit {
    private static final double MM_PER_INCH = 25.4;
    /** Labels of 4 inches are 812, 813 or 800 dots wide by who made them. */
    private static final double TOLERANCE = 0.02;

    private Fit() {}

    /** The label on paper of that size, turned by a quarter when it fits only so. */
    static Bitmap on(Bitmap label, PageSize size, int dpi) throws ConversionException {
        int width = size.dotsAcross(dpi);
        int height = size.dotsDown(dpi);
        if (fits(label.width(), label.height(), width, height)) {
            return centred(label, width, height);
        }
        if (fits(label.height(), label.width(), width, height)) {
            return centred(label.turned(1), width, height);
        }
        Ink ink = Ink.of(label);
        if (ink.fits(width, height)) {
            return centred(ink.cut(label), width, height);
        }
        if (ink.fits(height, width)) {
            return centred(ink.cut(label).turned(1), width, height);
        }
        throw new ConversionException("what is printed takes " + mm(ink.width(), dpi) + " x " + mm(ink.height(), dpi)
                + " mm and does not fit on " + size + "; choose a larger size, or have the label looked for on the page"
                + " (smart crop)");
    }

    private static boolean fits(int width, int height, int paperWidth, int paperHeight) {
        return width <= paperWidth * (1 + TOLERANCE)
                && height <= paperHeight * (1 + TOLERANCE)
                && width >= paperWidth * 0.5
                && height >= paperHeight * 0.5;
    }

    static Bitmap centred(Bitmap label, int width, int height) {
        if (label.width() == width && label.height() == height) {
            return label;
        }
        Bitmap paper = new Bitmap(width, height);
        paper.draw(label, (width - label.width()) / 2, (height - label.height()) / 2);
        return paper;
    }

    static String mm(int dots, int dpi) {
        return String.format(Locale.ROOT, "%.0f", dots * MM_PER_INCH / dpi);
    }
}
