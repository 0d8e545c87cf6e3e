package io.caravanserai.label.text;

import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * One line of text as glyphs in their places; lengths in thousandths of the font's size, y downwards from the baseline.
 *
 * @param text the characters in reading order
 * @param glyphs from left to right within each run
 * @param advance from the left end to where the pen ends
 * @param left where the ink begins, right where it ends, top its height over the baseline (negative), bottom its depth
 */
public record ShapedText(
        String text, List<PlacedGlyph> glyphs, float advance, float left, float top, float right, float bottom) {

    /** The line of these glyphs. */
    static ShapedText of(String text, List<PlacedGlyph> glyphs, float advance) {
        float left = Float.MAX_VALUE;
        float top = Float.MAX_VALUE;
        float right = -Float.MAX_VALUE;
        float bottom = -Float.MAX_VALUE;
        for (PlacedGlyph placed : glyphs) {
            Rectangle2D ink = placed.glyph().ink();
            if (!ink.isEmpty()) {
                left = Math.min(left, placed.x() + (float) ink.getMinX());
                top = Math.min(top, placed.y() + (float) ink.getMinY());
                right = Math.max(right, placed.x() + (float) ink.getMaxX());
                bottom = Math.max(bottom, placed.y() + (float) ink.getMaxY());
            }
        }
        boolean blank = left > right;
        return new ShapedText(
                text,
                List.copyOf(glyphs),
                advance,
                blank ? 0 : left,
                blank ? 0 : top,
                blank ? 0 : right,
                blank ? 0 : bottom);
    }

    /** Whether every glyph stands for one character and they come in reading order. */
    public boolean isPlain() {
        StringBuilder told = new StringBuilder(text.length());
        glyphs.forEach(placed -> told.appendCodePoint(placed.codePoint()));
        return told.toString().equals(text);
    }

    /** Width of the ink. */
    public float inkWidth() {
        return right - left;
    }
}
