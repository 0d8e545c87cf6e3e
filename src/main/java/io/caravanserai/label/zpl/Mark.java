package io.caravanserai.label.zpl;

import io.caravanserai.label.raster.Bitmap;

/**
 * Something drawn on a label, kept until the label ends, because its size may be told last.
 *
 * @param x dots from the left to the picture
 * @param y dots from the top to the picture
 * @param ink what its black dots do
 */
record Mark(Bitmap picture, int x, int y, Ink ink) {
    /** What black dots of a field do to the label. */
    enum Ink {
        BLACK,
        WHITE,
        /** Turns black to white and white to black ({@code ^FR}). */
        REVERSE
    }

    void on(Bitmap label) {
        switch (ink) {
            case BLACK -> label.draw(picture, x, y);
            case REVERSE -> label.drawInverted(picture, x, y);
            case WHITE -> {
                // black first, so that inverting leaves white whatever was there
                label.draw(picture, x, y);
                label.drawInverted(picture, x, y);
            }
        }
    }

    /** Whether black dots of it come to lie outside; the white that pads a picture may. */
    boolean reachesBeyond(Bitmap label) {
        if (x >= 0 && y >= 0 && x + picture.width() <= label.width() && y + picture.height() <= label.height()) {
            return false;
        }
        Bitmap inside = new Bitmap(label.width(), label.height());
        inside.draw(picture, x, y);
        return inside.blackDots() < picture.blackDots();
    }
}
