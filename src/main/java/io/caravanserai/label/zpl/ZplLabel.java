package io.caravanserai.label.zpl;

import io.caravanserai.label.raster.Bitmap;

/**
 * One label of a stream.
 *
 * @param picture its dots, at the density that the stream was read for
 * @param copies how often the stream has it printed ({@code ^PQ})
 */
public record ZplLabel(Bitmap picture, int copies) {
    public ZplLabel {
        if (copies < 1) {
            throw new IllegalArgumentException("a label of " + copies + " copies");
        }
    }
}
