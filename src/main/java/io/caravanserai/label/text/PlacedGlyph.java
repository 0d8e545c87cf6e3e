package io.caravanserai.label.text;

/**
 * A glyph in a line of text; lengths in thousandths of the font's size.
 *
 * @param x from the line's left end to the glyph's origin
 * @param y from the baseline downwards
 * @param codePoint the character it alone stands for, 0 when shaping made it of several
 */
public record PlacedGlyph(Glyph glyph, float x, float y, int codePoint) {}
