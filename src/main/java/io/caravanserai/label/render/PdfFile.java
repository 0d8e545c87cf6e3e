package io.caravanserai.label.render;

import io.caravanserai.label.text.PlacedGlyph;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;

/** The objects of a PDF file (ISO 32000-1, section 7.5); without dates or random identifiers, so equal labels are equal. */
final class PdfFile {
    /** Catalog, page tree, page and content come first. */
    private static final int FIRST_FONT = 5;

    private static final String STREAM = "/Filter /FlateDecode";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(32_768);
    private final List<Integer> offsets = new ArrayList<>();

    private PdfFile() {}

    static byte[] write(double width, double height, byte[] content, PdfFonts fonts) {
        PdfFile file = new PdfFile();
        file.text("%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n");
        file.object("<</Type /Catalog /Pages 2 0 R>>");
        file.object("<</Type /Pages /Kids [3 0 R] /Count 1>>");
        file.page(width, height, fonts.fonts());
        file.stream(STREAM, Deflated.of(content, Deflater.BEST_SPEED));
        for (List<PlacedGlyph> font : fonts.fonts()) {
            file.font(font, fonts);
        }
        return file.end();
    }

    private void page(double width, double height, List<List<PlacedGlyph>> fonts) {
        StringBuilder names = new StringBuilder();
        int next = FIRST_FONT;
        for (int i = 0; i < fonts.size(); i++) {
            names.append("/F").append(i).append(' ').append(next).append(" 0 R ");
            next += 2 + fonts.get(i).size();
        }
        PdfNumbers box = new PdfNumbers(32).number(width).number(height);
        object("<</Type /Page /Parent 2 0 R /MediaBox [0 0 " + latin(box.bytes())
                + "] /Contents 4 0 R /Resources <</Font <<" + names + ">>>>>>");
    }

    /** A font, its table of characters and its glyphs, in this order. */
    private void font(List<PlacedGlyph> glyphs, PdfFonts fonts) {
        int own = offsets.size() + 1;
        StringBuilder procedures = new StringBuilder();
        StringBuilder names = new StringBuilder();
        PdfNumbers widths = new PdfNumbers(1024);
        for (int code = 0; code < glyphs.size(); code++) {
            procedures
                    .append("/g")
                    .append(code)
                    .append(' ')
                    .append(own + 2 + code)
                    .append(" 0 R ");
            names.append("/g").append(code);
            widths.number(glyphs.get(code).glyph().advance());
        }
        object("<</Type /Font /Subtype /Type3 /FontBBox [0 0 0 0] /FontMatrix [0.001 0 0 0.001 0 0] /Resources <<>>"
                + " /FirstChar 0 /LastChar " + (glyphs.size() - 1) + " /Widths [" + latin(widths.bytes())
                + "] /Encoding <</Type /Encoding /Differences [0 " + names + "]>> /CharProcs <<" + procedures
                + ">> /ToUnicode " + (own + 1) + " 0 R>>");
        stream(STREAM, Deflated.of(CharacterMap.of(glyphs), Deflater.BEST_SPEED));
        for (PlacedGlyph placed : glyphs) {
            stream(STREAM, fonts.procedure(placed.glyph()));
        }
    }

    private void object(String content) {
        begin();
        text(content + "\nendobj\n");
    }

    private void stream(String dictionary, byte[] content) {
        begin();
        text("<<" + dictionary + " /Length " + content.length + ">>\nstream\n");
        out.writeBytes(content);
        text("\nendstream\nendobj\n");
    }

    private void begin() {
        offsets.add(out.size());
        text(offsets.size() + " 0 obj\n");
    }

    private byte[] end() {
        int table = out.size();
        int count = offsets.size() + 1;
        StringBuilder text = new StringBuilder(20 * count + 100);
        text.append("xref\n0 ").append(count).append("\n0000000000 65535 f \n");
        for (int offset : offsets) {
            String digits = Integer.toString(offset);
            text.append("0".repeat(10 - digits.length())).append(digits).append(" 00000 n \n");
        }
        text.append("trailer\n<</Size ").append(count).append(" /Root 1 0 R>>\nstartxref\n");
        text(text.append(table).append("\n%%EOF\n").toString());
        return out.toByteArray();
    }

    private void text(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
