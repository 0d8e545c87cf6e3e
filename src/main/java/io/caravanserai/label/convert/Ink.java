package io.caravanserai.label.convert;

import io.caravanserai.label.raster.Bitmap;

/**
 * The smallest rectangle around black dots.
 *
 * @param left first column, right column behind the last, top and bottom likewise
 */
record Ink(int left, int top, int right, int bottom) {
    /** That of a whole picture; empty when it is white. */
    static Ink of(Bitmap picture) {
        int left = picture.width();
        int right = 0;
        int top = -1;
        int bottom = 0;
        for (int y = 0; y < picture.height(); y++) {
            int row = y * picture.stride();
            for (int i = 0; i < picture.stride(); i++) {
                int eight = picture.bits()[row + i] & 0xff;
                if (eight != 0) {
                    left = Math.min(left, i * 8 + Integer.numberOfLeadingZeros(eight) - 24);
                    right = Math.max(right, i * 8 + 8 - Integer.numberOfTrailingZeros(eight));
                    top = top < 0 ? y : top;
                    bottom = y + 1;
                }
            }
        }
        return top < 0 ? new Ink(0, 0, 0, 0) : new Ink(left, top, right, bottom);
    }

    int width() {
        return right - left;
    }

    int height() {
        return bottom - top;
    }

    long area() {
        return (long) width() * height();
    }

    boolean isEmpty() {
        return width() <= 0 || height() <= 0;
    }

    boolean fits(int width, int height) {
        return width() <= width && height() <= height;
    }

    Ink and(Ink other) {
        return new Ink(
                Math.min(left, other.left),
                Math.min(top, other.top),
                Math.max(right, other.right),
                Math.max(bottom, other.bottom));
    }

    /** That part of a picture. */
    Bitmap cut(Bitmap picture) {
        Bitmap part = new Bitmap(Math.max(1, width()), Math.max(1, height()));
        part.draw(picture, -left, -top);
        return part;
    }
}
