package io.caravanserai.label.convert;

import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** How large the pages of a PDF are. */
public final class PdfSize {
    private static final double MM_PER_POINT = 25.4 / 72;
    /** Programs write A6, 4 by 6 inches and 100 by 150 mm for each other. */
    private static final double TOLERANCE = 0.05;

    private PdfSize() {}

    /**
     * Whether every page is no larger than paper of that size, upright or lying.
     *
     * @throws ConversionException when the document cannot be read
     */
    public static boolean isOn(byte[] document, PageSize size) throws ConversionException {
        try (PDDocument pdf = Loader.loadPDF(document)) {
            for (PDPage page : pdf.getPages()) {
                PDRectangle box = page.getCropBox();
                if (!isOn(box, size.width(), size.height()) && !isOn(box, size.height(), size.width())) {
                    return false;
                }
            }
            return true;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw PdfFile.unreadable(e);
        }
    }

    private static boolean isOn(PDRectangle box, double width, double height) {
        return box.getWidth() * MM_PER_POINT <= width * (1 + TOLERANCE)
                && box.getHeight() * MM_PER_POINT <= height * (1 + TOLERANCE);
    }
}
