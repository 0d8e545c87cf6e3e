package io.caravanserai.label.render;

import io.caravanserai.label.output.Deflated;
import io.caravanserai.label.output.PdfNumbers;
import io.caravanserai.label.output.PdfObjects;
import io.caravanserai.label.text.PlacedGlyph;
import java.util.List;
import java.util.zip.Deflater;

/** A PDF file of one page with the fonts that it uses. */
final class PdfFile {
    /** Catalog, page tree, page and content come first. */
    private static final int FIRST_FONT = 5;

    private final PdfObjects objects = new PdfObjects();

    private PdfFile() {}

    static byte[] write(double width, double height, byte[] content, PdfFonts fonts) {
        PdfFile file = new PdfFile();
        file.objects.object("<</Type /Catalog /Pages 2 0 R>>");
        file.objects.object("<</Type /Pages /Kids [3 0 R] /Count 1>>");
        file.page(width, height, fonts.fonts());
        file.objects.stream(PdfObjects.DEFLATED, Deflated.of(content, Deflater.BEST_SPEED));
        for (List<PlacedGlyph> font : fonts.fonts()) {
            file.font(font, fonts);
        }
        return file.objects.end();
    }

    private void page(double width, double height, List<List<PlacedGlyph>> fonts) {
        StringBuilder names = new StringBuilder();
        int next = FIRST_FONT;
        for (int i = 0; i < fonts.size(); i++) {
            names.append("/F").append(i).append(' ').append(next).append(" 0 R ");
            next += 2 + fonts.get(i).size();
        }
        PdfNumbers box = new PdfNumbers(32).number(width).number(height);
        objects.object("<</Type /Page /Parent 2 0 R /MediaBox [0 0 " + box + "] /Contents 4 0 R /Resources <</Font <<"
                + names + ">>>>>>");
    }

    /** A font, its table of characters and its glyphs, in this order. */
    private void font(List<PlacedGlyph> glyphs, PdfFonts fonts) {
        int own = objects.count() + 1;
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
        objects.object(
                "<</Type /Font /Subtype /Type3 /FontBBox [0 0 0 0] /FontMatrix [0.001 0 0 0.001 0 0] /Resources <<>>"
                        + " /FirstChar 0 /LastChar " + (glyphs.size() - 1) + " /Widths [" + widths
                        + "] /Encoding <</Type /Encoding /Differences [0 " + names + "]>> /CharProcs <<" + procedures
                        + ">> /ToUnicode " + (own + 1) + " 0 R>>");
        objects.stream(PdfObjects.DEFLATED, Deflated.of(CharacterMap.of(glyphs), Deflater.BEST_SPEED));
        for (PlacedGlyph placed : glyphs) {
            objects.stream(PdfObjects.DEFLATED, fonts.procedure(placed.glyph()));
        }
    }
}
