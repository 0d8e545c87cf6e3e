package io.caravanserai.label.render;

import io.caravanserai.label.barcode.MaxiCodeDots;
import io.caravanserai.label.barcode.Symbol;
import io.caravanserai.label.barcode.Symbology;
import io.caravanserai.label.model.Item;
import io.caravanserai.label.model.LabelModel;
import io.caravanserai.label.output.PdfNumbers;
import io.caravanserai.label.raster.Bitmap;
import io.caravanserai.label.text.PlacedGlyph;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Writes a PDF of one page (ISO 32000-1): outlines, no pictures. Glyphs are those of Type 3 fonts made of what the label
 * uses, with their characters told, so that the text can be searched and copied.
 */
final class PdfRenderer {
    /** Points of PDF in a mm. */
    private static final double POINTS = 72 / 25.4;

    private final GlyphProcedures procedures = new GlyphProcedures();

    byte[] render(LabelModel model) {
        double height = model.size().height();
        PdfFonts fonts = new PdfFonts(procedures);
        PdfNumbers page = new PdfNumbers(8192);
        for (Item item : model.items()) {
            if (item instanceof Item.TextLine line) {
                text(page, line, height, fonts);
            } else if (item instanceof Item.Barcode barcode) {
                barcode(page, barcode, height);
            } else if (item instanceof Item.Rule rule) {
                page.number(rule.area().x() * POINTS)
                        .number((height - rule.area().bottom()) * POINTS);
                page.number(rule.area().width() * POINTS).number(rule.area().height() * POINTS);
                page.word("re f\n");
            }
        }
        return PdfFile.write(model.size().width() * POINTS, height * POINTS, page.bytes(), fonts);
    }

    private static void text(PdfNumbers page, Item.TextLine line, double height, PdfFonts fonts) {
        boolean plain = line.text().isPlain();
        if (!plain) {
            byte[] said = line.text().text().getBytes(StandardCharsets.UTF_16BE);
            page.word("/Span <</ActualText <FEFF" + HexFormat.of().formatHex(said) + ">>> BDC\n");
        }
        page.word("BT\n");
        double unit = line.size() / 1000;
        PdfFonts.Code at = null;
        float pen = Float.NaN;
        for (PlacedGlyph placed : line.text().glyphs()) {
            PdfFonts.Code code = fonts.code(placed);
            boolean goesOn = at != null && at.font() == code.font() && placed.y() == 0 && placed.x() == pen;
            if (!goesOn) {
                page.word(at == null ? "" : "> Tj\n");
                if (at == null || at.font() != code.font()) {
                    page.word("/F" + code.font() + " ")
                            .number(line.size() * POINTS)
                            .word("Tf\n");
                }
                page.word("1 0 0 1 ").number((line.x() + placed.x() * unit) * POINTS);
                page.number((height - line.baseline() - placed.y() * unit) * POINTS)
                        .word("Tm\n<");
            }
            page.hex(code.code());
            at = code;
            pen = placed.y() == 0 ? placed.x() + placed.glyph().advance() : Float.NaN;
        }
        page.word(at == null ? "ET\n" : "> Tj\nET\n");
        page.word(plain ? "" : "EMC\n");
    }

    /** Modules as rectangles of one path, so that no seams show between them. */
    private static void barcode(PdfNumbers page, Item.Barcode barcode, double height) {
        Symbol symbol = barcode.symbol();
        if (symbol.symbology() == Symbology.MAXICODE) {
            hexagons(page, barcode, height);
            return;
        }
        Bitmap modules = symbol.modules();
        page.word("q ").number(barcode.module() * POINTS).word("0 0 ");
        page.number(-barcode.height() / modules.height() * POINTS);
        page.number(barcode.x() * POINTS)
                .number((height - barcode.y()) * POINTS)
                .word("cm\n");
        for (int y = 0; y < modules.height(); y++) {
            for (int x = 0; x < modules.width(); x++) {
                int from = x;
                while (modules.isBlack(x, y)) {
                    x++;
                }
                if (x > from) {
                    page.number(from).number(y).number(x - from).word("1 re\n");
                }
            }
        }
        page.word("f Q\n");
    }

    /** In thousandths of a mm. */
    private static void hexagons(PdfNumbers page, Item.Barcode barcode, double height) {
        page.word("q 0.002835 0 0 0.002835 ").number(barcode.x() * POINTS);
        page.number((height - barcode.y()) * POINTS).word("cm\n");
        Shape outline = MaxiCodeDots.outline(barcode.symbol());
        PdfPath.write(page, AffineTransform.getScaleInstance(1000, 1000).createTransformedShape(outline));
        page.word("f* Q\n");
    }
}
