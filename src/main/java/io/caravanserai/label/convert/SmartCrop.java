package io.caravanserai.label.convert;

import io.caravanserai.label.raster.Bitmap;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the label on a larger page, such as one of A4 with instructions beside it, and cuts it out dot for dot, so that
 * its barcodes stay as they are. What is printed is parted into blocks by the white between them, at first by wide
 * white, then by narrower, until a block is as large as a label.
 */
final class SmartCrop {
    private static final double MM_PER_INCH = 25.4;
    /** White that parts blocks, in mm. */
    private static final int[] GAPS = {20, 15, 12, 10, 8, 6, 5, 4, 3, 2};
    /** A block below this share of the paper is no label. */
    private static final double LEAST_SHARE = 0.35;

    private SmartCrop() {}

    static Bitmap cut(Bitmap page, PageSize size, int dpi) throws ConversionException {
        int width = size.dotsAcross(dpi);
        int height = size.dotsDown(dpi);
        Ink all = Ink.of(page);
        if (all.isEmpty()) {
            throw new ConversionException("the page is blank: there is no label on it");
        }
        if (all.fits(width, height) || all.fits(height, width)) {
            return placed(page, all, width, height);
        }
        for (int gap : GAPS) {
            Optional<Ink> label = largest(Blocks.of(page, (int) (gap / MM_PER_INCH * dpi)), width, height);
            if (label.isPresent()) {
                return placed(page, label.get(), width, height);
            }
        }
        throw new ConversionException("no label that fits on " + size + " was found on the page, whose print takes "
                + Fit.mm(all.width(), dpi) + " x " + Fit.mm(all.height(), dpi)
                + " mm; choose a larger size, or ask the carrier for labels of that size");
    }

    private static Optional<Ink> largest(List<Ink> blocks, int width, int height) {
        long least = (long) (LEAST_SHARE * width * height);
        return blocks.stream()
                .filter(block -> block.fits(width, height) || block.fits(height, width))
                .filter(block -> block.area() >= least)
                .max(Comparator.comparingLong(Ink::area));
    }

    private static Bitmap placed(Bitmap page, Ink label, int width, int height) {
        Bitmap cut = label.cut(page);
        return Fit.centred(label.fits(width, height) ? cut : cut.turned(1), width, height);
    }
}
