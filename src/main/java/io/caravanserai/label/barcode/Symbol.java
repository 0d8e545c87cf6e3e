package io.caravanserai.label.barcode;

import io.caravanserai.label.raster.Bitmap;

/**
 * A barcode.
 *
 * @param data what a reader tells of it: with check digits that are data, without start, stop and the first FNC1; a
 *     later FNC1 is the group separator, U+001D
 * @param text what people read below it; empty where nothing is usual
 * @param modules one dot for each module without quiet zone; one row when it is linear, and for PDF417 one dot for each
 *     row's height; for MaxiCode one dot for each hexagon, whose odd rows stand half a hexagon to the right
 */
public record Symbol(Symbology symbology, String data, String text, Bitmap modules) {
    /** Separates element strings of variable length in {@link #data}. */
    public static final char SEPARATOR = '\u001d';

    /**
     * Draws it without quiet zone.
     *
     * @param across dots for a module's width
     * @param down dots for the height of a module, of a PDF417 row or, when it is linear, of the bars
     * @throws IllegalArgumentException for less than one dot, and for MaxiCode, which {@link MaxiCodeDots} draws
     */
    public Bitmap draw(int across, int down) {
        if (symbology == Symbology.MAXICODE) {
            throw new IllegalArgumentException("a MaxiCode has no square modules: MaxiCodeDots draws it");
        }
        if (across < 1 || down < 1) {
            throw new IllegalArgumentException("a module of " + across + " by " + down + " dots cannot be drawn");
        }
        return modules.scaled(across, down);
    }

    /** Columns with the quiet zones on both sides, in modules. */
    public int quietWidth() {
        return symbology.quietBefore() + modules.width() + symbology.quietBehind();
    }

    @Override
    public String toString() {
        return symbology.title() + " \"" + data.replace(String.valueOf(SEPARATOR), "<GS>") + "\"";
    }
}
