package io.caravanserai.label.convert;

import io.caravanserai.label.raster.Bitmap;

/**
 * One label as dots.
 *
 * @param dpi dots per inch on paper
 */
record Page(Bitmap picture, int dpi) {}
