package io.caravanserai.label.convert;

import io.caravanserai.label.output.Deflated;
import io.caravanserai.label.output.PdfNumbers;
import io.caravanserai.label.output.PdfObjects;
import io.caravanserai.label.raster.Bitmap;
import java.util.List;
import java.util.zip.Deflater;

/**
 * Writes PDF (ISO 32000-1) with one label to a page, each a picture of one bit a dot that fills the page, without loss.
 */
final class PdfWriter {
    private static final double POINTS = 72;
    /** Page, content and picture. */
    private static final int OBJECTS = 3;

    private final PdfObjects objects = new PdfObjects();

    private PdfWriter() {}

    static byte[] write(List<Page> pages) {
        PdfWriter writer = new PdfWriter();
        writer.objects.object("<</Type /Catalog /Pages 2 0 R>>");
        StringBuilder kids = new StringBuilder();
        for (int i = 0; i < pages.size(); i++) {
            kids.append(3 + OBJECTS * i).append(" 0 R ");
        }
        writer.objects.object("<</Type /Pages /Count " + pages.size() + " /Kids [" + kids + "]>>");
        pages.forEach(writer::page);
        return writer.objects.end();
    }

    private void page(Page page) {
        Bitmap picture = page.picture();
        double width = picture.width() * POINTS / page.dpi();
        double height = picture.height() * POINTS / page.dpi();
        int number = objects.count() + 1;
        objects.object("<</Type /Page /Parent 2 0 R /MediaBox [0 0 "
                + new PdfNumbers(32).number(width).number(height) + "] /Contents " + (number + 1)
                + " 0 R /Resources <</XObject <</L " + (number + 2) + " 0 R>>>>>>");
        PdfNumbers content =
                new PdfNumbers(64).word("q ").number(width).word("0 0 ").number(height);
        objects.stream("", content.word("0 0 cm /L Do Q").bytes());
        objects.stream(
                "/Type /XObject /Subtype /Image /Width " + picture.width() + " /Height " + picture.height()
                        + " /ColorSpace /DeviceGray /BitsPerComponent 1 /Decode [1 0] " + PdfObjects.DEFLATED,
                Deflated.of(picture.bits(), Deflater.DEFAULT_COMPRESSION));
    }
}
