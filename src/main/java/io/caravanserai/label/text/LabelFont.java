package io.caravanserai.label.text;

import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.PathIterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One font, without hints, measured in thousandths of its size; safe for many threads. */
final class LabelFont {
    /** Units of a font's size in which outlines and positions are told. */
    static final float UNITS = 1000;

    private static final FontRenderContext UNHINTED = new FontRenderContext(null, true, true);
    /** What Java says in place of a glyph that shaping took away. */
    private static final int NO_GLYPH = 0xfffe;

    private final Font font;
    private final Map<Integer, Glyph> glyphs = new ConcurrentHashMap<>();
    private final Map<Integer, Boolean> known = new ConcurrentHashMap<>();
    private final Map<Integer, Glyph> plain = new ConcurrentHashMap<>();

    /**
     * @param font of any size
     */
    LabelFont(Font font) {
        this.font = font.deriveFont(UNITS);
    }

    /** Whether it draws a character; some fonts tell of more than they draw, by nothing or by an empty box. */
    boolean has(int codePoint) {
        return known.computeIfAbsent(
                codePoint, c -> font.canDisplay(c) && (!Scripts.isVisible(c) || isDrawn(c, plain(c).outline())));
    }

    private static boolean isDrawn(int codePoint, Shape outline) {
        boolean box = codePoint >= Character.MIN_SUPPLEMENTARY_CODE_POINT && !Scripts.hasBoxes(codePoint);
        return !outline.getBounds2D().isEmpty() && !(box && isBox(outline));
    }

    /** Two rectangles, one in the other. */
    private static boolean isBox(Shape outline) {
        int parts = 0;
        int corners = 0;
        double[] c = new double[6];
        for (PathIterator path = outline.getPathIterator(null); !path.isDone(); path.next()) {
            switch (path.currentSegment(c)) {
                case PathIterator.SEG_MOVETO -> parts++;
                case PathIterator.SEG_LINETO -> corners++;
                case PathIterator.SEG_CLOSE -> {}
                default -> {
                    return false;
                }
            }
        }
        // a path may go back to where it began before it is closed
        return parts == 2 && (corners == 6 || corners == 8);
    }

    /** The glyph of a character that stands for itself, as it is before any shaping. */
    Glyph plain(int codePoint) {
        return plain.computeIfAbsent(
                codePoint,
                c -> glyph(
                        font.createGlyphVector(UNHINTED, Character.toString(c)).getGlyphCode(0)));
    }

    /** The glyph of that number. */
    private Glyph glyph(int id) {
        return glyphs.computeIfAbsent(id, i -> {
            GlyphVector one = font.createGlyphVector(UNHINTED, new int[] {i});
            return new Glyph(one.getGlyphOutline(0), one.getGlyphMetrics(0).getAdvanceX());
        });
    }

    /** Glyphs and their places for text of one direction, from left to right. */
    Shaped shape(char[] text, int from, int to, boolean rightToLeft) {
        int direction = rightToLeft ? Font.LAYOUT_RIGHT_TO_LEFT : Font.LAYOUT_LEFT_TO_RIGHT;
        GlyphVector vector = font.layoutGlyphVector(UNHINTED, text, from, to, direction);
        int count = vector.getNumGlyphs();
        @Nullable Glyph[] found = new @Nullable Glyph[count];
        boolean missing = false;
        for (int i = 0; i < count; i++) {
            int id = vector.getGlyphCode(i);
            found[i] = id >= NO_GLYPH ? null : glyph(id);
            missing |= id == font.getMissingGlyphCode();
        }
        return new Shaped(found, vector.getGlyphPositions(0, count + 1, null), missing);
    }

    /**
     * What shaping gives.
     *
     * @param glyphs null where nothing is drawn
     * @param places x and y of each, and of the pen at the end
     * @param missing whether a character has no glyph in this font
     */
    record Shaped(@Nullable Glyph[] glyphs, float[] places, boolean missing) {}
}
