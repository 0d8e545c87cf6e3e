package io.caravanserai.label.zpl;

import io.caravanserai.label.raster.Bitmap;
import io.caravanserai.label.text.FontFile;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;

/**
 * Draws one line of text. Printers have fonts of their own, which are not free; ours stand in for them with the
 * printer's cell height, baseline and average width, so that a line takes about the room that it takes on paper.
 */
final class TextPainter {
    /** Of the cell height, what is above the baseline (measured on printed font 0). */
    private static final double BASELINE = 0.76;
    /** Of the cell height, the advance of a digit of font 0 at its natural width. */
    private static final double DIGIT = 0.5;

    private static final int EM = 100;
    private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);
    private static final IndexColorModel DOTS =
            new IndexColorModel(1, 2, new int[] {0xffffffff, 0xff000000}, 0, false, -1, 0);

    /** The face that stands for a font, and the advance of its digits at {@link #EM}. */
    private record Face(Font font, double digit) {
        static Face of(String name) {
            Font font = FontFile.dejaVu(name).deriveFont((float) EM);
            return new Face(font, font.getStringBounds("0", EXACT).getWidth());
        }
    }

    /** Loaded when the first text is drawn, once. */
    private static final class Faces {
        static final Face SCALABLE = Face.of("DejaVuSansCondensed-Bold");
        static final Face FIXED = Face.of("DejaVuSansMono-Bold");
    }

    /** How many dots a line takes across. */
    int width(String text, FontChoice font) {
        return text.isEmpty() ? 0 : (int) Math.ceil(layout(text, font).getAdvance() * across(font));
    }

    /** Draws a line into a picture of its cell, as wide as it is. */
    Drawn paint(String text, FontChoice font, Budget budget, ZplCommand at) {
        int width = Math.max(1, width(text, font));
        budget.picture(at, width, font.height());
        Bitmap picture = new Bitmap(width, font.height());
        int baseline = baseline(font);
        if (!text.isBlank()) {
            draw(layout(text, font), font, baseline, picture);
        }
        return new Drawn(picture, baseline);
    }

    static int baseline(FontChoice font) {
        return (int) Math.round(font.height() * BASELINE);
    }

    private static TextLayout layout(String text, FontChoice font) {
        return new TextLayout(text, face(font).font(), EXACT);
    }

    private static Face face(FontChoice font) {
        return font.scalable() ? Faces.SCALABLE : Faces.FIXED;
    }

    private static double across(FontChoice font) {
        return font.width() * (font.scalable() ? DIGIT : 1) / face(font).digit();
    }

    private static void draw(TextLayout layout, FontChoice font, int baseline, Bitmap picture) {
        BufferedImage image =
                new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_BYTE_BINARY, DOTS);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.BLACK);
        AffineTransform placed = AffineTransform.getTranslateInstance(0, baseline);
        placed.scale(across(font), (double) font.height() / EM);
        graphics.fill(layout.getOutline(placed));
        graphics.dispose();
        byte[] rows = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        System.arraycopy(rows, 0, picture.bits(), 0, rows.length);
    }
}
