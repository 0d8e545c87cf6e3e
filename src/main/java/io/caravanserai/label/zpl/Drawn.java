package io.caravanserai.label.zpl;

import io.caravanserai.label.raster.Bitmap;

/**
 * What a field draws, not turned yet.
 *
 * @param picture its dots
 * @param baseline dots from the top to the line that {@code ^FT} places: under the letters, or under the bars
 */
record Drawn(Bitmap picture, int baseline) {
    Drawn(Bitmap picture) {
        this(picture, picture.height());
    }
}
