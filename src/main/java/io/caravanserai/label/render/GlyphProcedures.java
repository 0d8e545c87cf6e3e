package io.caravanserai.label.render;

import io.caravanserai.label.text.Glyph;
import io.caravanserai.label.text.Recent;
import java.awt.geom.PathIterator;
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
        double[] c = new double[6];
        double x = 0;
        double y = 0;
        boolean any = false;
        for (PathIterator path = glyph.outline().getPathIterator(null); !path.isDone(); path.next()) {
            any = true;
            switch (path.currentSegment(c)) {
                case PathIterator.SEG_MOVETO -> point(text, c[0], c[1]).word("m\n");
                case PathIterator.SEG_LINETO -> point(text, c[0], c[1]).word("l\n");
                case PathIterator.SEG_QUADTO -> {
                    // PDF has cubic curves only: the same curve has its handles two thirds of the way
                    point(text, x + 2 * (c[0] - x) / 3, y + 2 * (c[1] - y) / 3);
                    point(text, c[2] + 2 * (c[0] - c[2]) / 3, c[3] + 2 * (c[1] - c[3]) / 3);
                    point(text, c[2], c[3]).word("c\n");
                    c[0] = c[2];
                    c[1] = c[3];
                }
                case PathIterator.SEG_CUBICTO -> {
                    point(text, c[0], c[1]);
                    point(text, c[2], c[3]);
                    point(text, c[4], c[5]).word("c\n");
                    c[0] = c[4];
                    c[1] = c[5];
                }
                default -> text.word("h\n");
            }
            x = c[0];
            y = c[1];
        }
        return text.word(any ? "f" : "").bytes();
    }

    /** Whole thousandths of the font's size are finer than any printer. */
    private static PdfNumbers point(PdfNumbers text, double x, double y) {
        return text.number(Math.rint(x)).number(-Math.rint(y));
    }
}
