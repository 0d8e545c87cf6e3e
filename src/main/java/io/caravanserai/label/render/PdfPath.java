package io.caravanserai.label.render;

import io.caravanserai.label.output.PdfNumbers;
import java.awt.Shape;
import java.awt.geom.PathIterator;

/** Outlines as paths (ISO 32000-1, section 8.5.2); y, which Java counts downwards, upwards. */
final class PdfPath {
    private PdfPath() {}

    /** Adds an outline in whole units, which are to be finer than any printer. */
    static void write(PdfNumbers text, Shape outline) {
        double[] c = new double[6];
        double x = 0;
        double y = 0;
        for (PathIterator path = outline.getPathIterator(null); !path.isDone(); path.next()) {
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
    }

    private static PdfNumbers point(PdfNumbers text, double x, double y) {
        return text.number(Math.rint(x)).number(-Math.rint(y));
    }
}
