package io.caravanserai.label.render;

import io.caravanserai.label.output.Deflated;
import io.caravanserai.label.output.PdfNumbers;
import io.caravanserai.label.text.Glyph;
import io.caravanserai.label.text.Recent;
import java.awt.geom.Rectangle2D;
import java.util.zip.Deflater;

/** Glyphs as procedures of a Type 3 font (ISO 32000-1, section 9.6.5), compressed; those written lately are kept. */
final class GlyphProcedures {
    private final Recent<Glyph, byte[]> recent = new Recent<>(10_000);

    byte[] of(Glyph glyph) {
        byte[] known = recent.get(glyph);
        if (known == null) {
            known = Deflated.of(written(glyph), Deflater.DEFAULT_COMPRESSION);
            recent.put(glyph, known);
        }
        return known;
    }

    private static byte[] written(Glyph glyph) {
        PdfNumbers text = new PdfNumbers(512);
        Rectangle2D ink = glyph.ink();
        text.number(glyph.advance()).word("0 ");
        text.number(Math.floor(ink.getMinX())).number(Math.floor(-ink.getMaxY()));
        text.number(Math.ceil(ink.getMaxX())).number(Math.ceil(-ink.getMinY())).word("d1\n");
        PdfPath.write(text, glyph.outline());
        return text.word(glyph.ink().isEmpty() ? "" : "f").bytes();
    }
}
