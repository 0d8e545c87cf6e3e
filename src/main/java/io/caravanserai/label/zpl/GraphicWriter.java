package io.caravanserai.label.zpl;

import io.caravanserai.label.raster.Bitmap;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes a picture as {@code ^GFA}: by Zebra's repeat letters, which every printer reads, or as {@code :Z64:}, which
 * those since about 2002 do; whichever is shorter.
 */
public final class GraphicWriter {
    private static final String DIGITS = "0123456789ABCDEF";

    private GraphicWriter() {}

    /** The whole command without {@code ^FS}. */
    public static String field(Bitmap picture) {
        String letters = letters(picture);
        String packed = packed(picture);
        int total = picture.bits().length;
        return "^GFA," + total + "," + total + "," + picture.stride() + ","
                + (packed.length() < letters.length() ? packed : letters);
    }

    /** The picture as hexadecimal digits with repeat letters. */
    static String letters(Bitmap picture) {
        StringBuilder text = new StringBuilder();
        int stride = picture.stride();
        byte[] bits = picture.bits();
        for (int row = 0; row < picture.height(); row++) {
            int from = row * stride;
            if (row > 0 && Arrays.equals(bits, from - stride, from, bits, from, from + stride)) {
                text.append(':');
            } else {
                row(bits, from * 2, (from + stride) * 2, text);
            }
        }
        return text.toString();
    }

    private static void row(byte[] bits, int from, int to, StringBuilder text) {
        int at = from;
        while (at < to) {
            int digit = digit(bits, at);
            int end = at + 1;
            while (end < to && digit(bits, end) == digit) {
                end++;
            }
            if (end == to && (digit == 0 || digit == 15)) {
                text.append(digit == 0 ? ',' : '!');
            } else {
                run(end - at, DIGITS.charAt(digit), text);
            }
            at = end;
        }
    }

    private static void run(int length, char digit, StringBuilder text) {
        int left = length;
        while (left > 419) {
            text.append('z').append(digit);
            left -= 400;
        }
        if (left >= 20) {
            text.append((char) ('g' + left / 20 - 1));
        }
        if (left % 20 > 0 && left > 1) {
            text.append((char) ('G' + left % 20 - 1));
        }
        text.append(digit);
    }

    private static int digit(byte[] bits, int at) {
        return (at & 1) == 0 ? bits[at / 2] >> 4 & 15 : bits[at / 2] & 15;
    }

    /** The picture deflated, in Base64, with its checksum. */
    static String packed(Bitmap picture) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
                out.write(picture.bits());
            }
            byte[] text = Base64.getEncoder().encode(packed.toByteArray());
            return ":Z64:" + new String(text, StandardCharsets.US_ASCII) + ":" + String.format("%04X", Crc16.of(text));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("writing to memory", e);
        } finally {
            deflater.end();
        }
    }
}
