package io.caravanserai.label.convert;

import io.caravanserai.label.raster.Bitmap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.rendering.ImageType;

/** Reads PDF by PDFBox: each page is drawn at the printer's density. */
final class PdfFile {
    private static final double POINTS = 72;
    /** Densities that differ by less are the same: they differ by rounding only. */
    private static final double EXACT = 0.001;

    private PdfFile() {}

    /** Its pages as dots. */
    static List<Page> read(byte[] document, int dpi, Deadline deadline, List<Warning> warnings)
            throws ConversionException {
        try (PDDocument pdf = Loader.loadPDF(document)) {
            int count = pdf.getNumberOfPages();
            if (count == 0) {
                throw new ConversionException("the PDF has no page");
            }
            if (count > Limits.PAGES) {
                throw new ConversionException("the PDF has " + count + " pages, more than the " + Limits.PAGES
                        + " that are converted; send it in parts");
            }
            List<Page> pages = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                pages.add(page(pdf, i, dpi, deadline, warnings));
            }
            return pages;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw unreadable(e);
        }
    }

    /** What it means that PDFBox, which throws most kinds of RuntimeException at damaged files, threw this. */
    static ConversionException unreadable(Throwable thrown) {
        if (thrown instanceof InvalidPasswordException) {
            return new ConversionException("the PDF is encrypted with a password; ask the carrier for one without");
        }
        return new ConversionException(
                (thrown instanceof Deadline.Passed ? "the PDF is too much: " : "the PDF is damaged: ")
                        + thrown.getMessage());
    }

    private static Page page(PDDocument pdf, int index, int dpi, Deadline deadline, List<Warning> warnings)
            throws IOException, ConversionException {
        PDPage page = pdf.getPage(index);
        PDRectangle box = page.getCropBox();
        Limits.dots(
                "page " + (index + 1) + " of the PDF", box.getWidth() / POINTS * dpi, box.getHeight() / POINTS * dpi);
        PdfPictures pictures = PdfPictures.of(page, deadline);
        double at = density(pictures, dpi, warnings);
        Bitmap picture = Gray.of(new PdfDrawing(pdf, deadline).renderImageWithDPI(index, (float) at, ImageType.GRAY))
                .threshold();
        return new Page(picture, dpi);
    }

    /**
     * At what density the page is drawn: the printer's, or that of its one picture when that is so near that its dots
     * stay whole and the page comes out a little larger or smaller.
     */
    private static double density(PdfPictures pictures, int dpi, List<Warning> warnings) {
        List<Double> densities = pictures.densities();
        boolean alike = densities.stream().allMatch(density -> same(density, densities.get(0)));
        double drawn = dpi;
        for (double density : densities) {
            double ratio = dpi / density;
            double near = density * Math.max(1, Math.round(ratio));
            if (alike && Density.isWhole(ratio) && !same(near, dpi)) {
                drawn = near;
            } else if (!same(near, dpi) && !Density.isWhole(1 / ratio)) {
                warnings.add(Density.resampled(density, dpi));
            }
        }
        return drawn;
    }

    private static boolean same(double density, double other) {
        return Math.abs(density / other - 1) < EXACT;
    }
}
