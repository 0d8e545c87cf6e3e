package io.caravanserai.label.text;

import io.caravanserai.label.raster.Bitmap;

/**
 * A glyph as dots.
 *
 * @param dots its picture
 * @param left from the origin to the picture's left edge, in dots
 * @param top from the baseline to the picture's upper edge, in dots, negative above
 */
public record DotGlyph(Bitmap dots, int left, int top) {}
