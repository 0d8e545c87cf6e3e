package io.caravanserai.label.render;

import io.caravanserai.label.raster.Bitmap;
import java.util.Arrays;

/**
 * Dots as the data of {@code ^GFA}, in the compression of the ZPL II Programming Guide, "Alternative Data Compression
 * Scheme": a count before a digit repeats it ({@code G} to {@code Y} 1 to 19, {@code g} to {@code z} 20 to 400),
 * {@code ,} fills a row with white, {@code !} with black, {@code :} repeats the row above.
 */
final class GraphicField {
    private static final char[] DIGITS = "0123456789ABCDEF".toCharArray();

    private GraphicField() {}

    /** Writes all rows, each as often as told. */
    static void write(StringBuilder to, Bitmap picture, int repeat) {
        byte[] bits = picture.bits();
        int stride = picture.stride();
        for (int row = 0; row < picture.height(); row++) {
            int start = row * stride;
            boolean asAbove = row > 0 && Arrays.equals(bits, start, start + stride, bits, start - stride, start);
            if (asAbove) {
                to.append(':');
            } else {
                row(to, bits, start, stride);
            }
            for (int again = 1; again < repeat; again++) {
                to.append(':');
            }
        }
    }

    private static void row(StringBuilder to, byte[] bits, int start, int stride) {
        int digits = stride * 2;
        int at = 0;
        while (at < digits) {
            int digit = digit(bits, start, at);
            int end = runEnd(bits, start, at, digits);
            if (end == digits && (digit == 0 || digit == 15)) {
                to.append(digit == 0 ? ',' : '!');
            } else {
                run(to, digit, end - at);
            }
            at = end;
        }
    }

    /** Where the digits that are the same as the one at a place end; most of a long run is looked at by bytes. */
    private static int runEnd(byte[] bits, int start, int at, int digits) {
        int digit = digit(bits, start, at);
        if ((at & 1) == 0 && digit(bits, start, at + 1) != digit) {
            return at + 1;
        }
        int next = start + (at >> 1) + 1;
        int limit = start + digits / 2;
        byte both = (byte) (digit * 17);
        while (next < limit && bits[next] == both) {
            next++;
        }
        int end = (next - start) * 2;
        return next < limit && digit(bits, start, end) == digit ? end + 1 : end;
    }

    private static int digit(byte[] bits, int start, int at) {
        int two = bits[start + (at >> 1)];
        return (at & 1) == 0 ? (two >> 4) & 15 : two & 15;
    }

    private static void run(StringBuilder to, int digit, int length) {
        int left = length;
        while (left > 400 + 19) {
            to.append('z').append(DIGITS[digit]);
            left -= 400;
        }
        if (left >= 20) {
            to.append((char) ('g' + left / 20 - 1));
        }
        if (left % 20 > 0 && left > 1) {
            to.append((char) ('G' + left % 20 - 1));
        }
        to.append(DIGITS[digit]);
    }
}
