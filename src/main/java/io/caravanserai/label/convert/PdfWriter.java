package io.caravanserai.label.convert;

import io.caravanserai.label.raster.Bitmap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes PDF (ISO 32000-1) with one label to a page, each a picture of one bit a dot that fills the page, without loss.
 */
final class PdfWriter {
    private static final double POINTS = 72;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final List<Integer> offsets = new ArrayList<>();

    private PdfWriter() {}

    static byte[] write(List<Page> pages) {
        try {
            return new PdfWriter().whole(pages);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
    }

    private byte[] whole(List<Page> pages) throws IOException {
        text("%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n");
        object("<< /Type /Catalog /Pages 2 0 R >>");
        StringBuilder kids = new StringBuilder();
        for (int i = 0; i < pages.size(); i++) {
            kids.append(3 + 3 * i).append(" 0 R ");
        }
        object("<< /Type /Pages /Count " + pages.size() + " /Kids [ " + kids + "] >>");
        for (Page page : pages) {
            page(page);
        }
        int table = file.size();
        text("xref\n0 " + (offsets.size() + 1) + "\n0000000000 65535 f \n");
        for (int offset : offsets) {
            text(String.format("%010d 00000 n \n", offset));
        }
        text("trailer\n<< /Size " + (offsets.size() + 1) + " /Root 1 0 R >>\nstartxref\n" + table + "\n%%EOF\n");
        return file.toByteArray();
    }

    private void page(Page page) throws IOException {
        Bitmap picture = page.picture();
        String width = points(picture.width(), page.dpi());
        String height = points(picture.height(), page.dpi());
        int number = offsets.size() + 1;
        object("<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 " + width + " " + height + " ] /Contents " + (number + 1)
                + " 0 R /Resources << /XObject << /L " + (number + 2) + " 0 R >> >> >>");
        byte[] content = ("q " + width + " 0 0 " + height + " 0 0 cm /L Do Q").getBytes(StandardCharsets.US_ASCII);
        stream("<<", content);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            out.write(picture.bits());
        }
        stream(
                "<< /Type /XObject /Subtype /Image /Width " + picture.width() + " /Height " + picture.height()
                        + " /ColorSpace /DeviceGray /BitsPerComponent 1 /Decode [ 1 0 ] /Filter /FlateDecode",
                packed.toByteArray());
    }

    private static String points(int dots, int dpi) {
        return String.format(Locale.ROOT, "%.3f", dots * POINTS / dpi);
    }

    private void object(String content) throws IOException {
        offsets.add(file.size());
        text(offsets.size() + " 0 obj\n" + content + "\nendobj\n");
    }

    private void stream(String dictionary, byte[] content) throws IOException {
        offsets.add(file.size());
        text(offsets.size() + " 0 obj\n" + dictionary + " /Length " + content.length + " >>\nstream\n");
        file.write(content);
        text("\nendstream\nendobj\n");
    }

    private void text(String text) throws IOException {
        file.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
