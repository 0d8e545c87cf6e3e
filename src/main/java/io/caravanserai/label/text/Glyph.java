package io.caravanserai.label.text;

import java.awt.Shape;
import java.awt.geom.Rectangle2D;

/**
 * One drawn form of a font. There is one object for each, so that caches may know it by identity.
 *
 * @see LabelFont#glyph
 */
public final class Glyph {
    private final Shape outline;
    private final float advance;
    private final Rectangle2D ink;

    Glyph(Shape outline, float advance) {
        this.outline = outline;
        this.advance = advance;
        this.ink = outline.getBounds2D();
    }

    /** Its outline in thousandths of the font's size, y downwards from the baseline; filled where it winds. */
    public Shape outline() {
        return outline;
    }

    /** How far the pen moves on, in thousandths of the font's size. */
    public float advance() {
        return advance;
    }

    /** What the outline covers, in thousandths of the font's size; empty for a space. */
    public Rectangle2D ink() {
        return ink;
    }
}
