package io.caravanserai.label.zpl;

import io.caravanserai.label.output.Crc16;
import io.caravanserai.label.raster.Bitmap;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads the data of {@code ^GF} and {@code ~DG}: hexadecimal with or without Zebra's repeat letters, bytes, and Base64
 * with or without compression (Zebra's manual, "ZB64 Encoding and Compression"). What is short is white.
 */
final class GraphicData {
    private GraphicData() {}

    /** A fault in the data; the message says what is wrong. */
    static final class Fault extends Exception {
        private static final long serialVersionUID = 1L;

        Fault(String message) {
            super(message);
        }
    }

    /**
     * The picture.
     *
     * @param form A hexadecimal or encoded text, B bytes, C compressed bytes
     * @param data one character a byte
     * @param total bytes of the picture
     * @param row bytes of a row
     */
    static Bitmap read(char form, String data, int total, int row) throws Fault {
        Bitmap picture = new Bitmap(row * 8, Math.max(1, total / row));
        byte[] bits = picture.bits();
        if (form == 'B') {
            byte[] bytes = data.getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(bytes, 0, bits, 0, Math.min(bytes.length, bits.length));
        } else if (form == 'C' && data.startsWith("x")) {
            inflate(data.getBytes(StandardCharsets.ISO_8859_1), bits);
        } else if (data.startsWith(":Z64:") || data.startsWith(":B64:")) {
            encoded(data, bits);
        } else {
            hexadecimal(data, bits, row * 2);
        }
        return picture;
    }

    private static void encoded(String data, byte[] bits) throws Fault {
        int end = data.indexOf(':', 5);
        if (end < 0) {
            throw new Fault("the data has no checksum at its end, it may be cut short");
        }
        String body = data.substring(5, end);
        String told = data.substring(end + 1).strip();
        String found = String.format("%04X", Crc16.of(body.getBytes(StandardCharsets.ISO_8859_1)));
        if (!told.equalsIgnoreCase(found)) {
            throw new Fault("the checksum of the data is " + found + ", not " + told);
        }
        byte[] bytes;
        try {
            bytes = Base64.getMimeDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            throw new Fault("the data is no Base64");
        }
        if (data.startsWith(":Z")) {
            inflate(bytes, bits);
        } else {
            System.arraycopy(bytes, 0, bits, 0, Math.min(bytes.length, bits.length));
        }
    }

    /** Fills the picture and stops there, however much more the data would unpack to. */
    private static void inflate(byte[] packed, byte[] bits) throws Fault {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            int at = 0;
            while (at < bits.length && !inflater.finished()) {
                int read = inflater.inflate(bits, at, bits.length - at);
                if (read == 0 && !inflater.finished()) {
                    throw new Fault("the compressed data ends too early");
                }
                at += read;
            }
        } catch (DataFormatException e) {
            throw new Fault("the compressed data is damaged");
        } finally {
            inflater.end();
        }
    }

    /** G to Y count 1 to 19 and g to z 20 to 400; a comma ends a row white, ! black, a colon repeats the row above. */
    private static void hexadecimal(String data, byte[] bits, int digits) throws Fault {
        int size = bits.length * 2;
        int at = 0;
        int count = 0;
        for (int i = 0; i < data.length() && at < size; i++) {
            char c = data.charAt(i);
            int value = Character.digit(c, 16);
            if (value >= 0) {
                int end = (int) Math.min(size, (long) at + Math.max(1, count));
                fill(bits, at, end, value);
                at = end;
                count = 0;
            } else if (c >= 'G' && c <= 'Y') {
                count += c - 'G' + 1;
            } else if (c >= 'g' && c <= 'z') {
                count += (c - 'g' + 1) * 20;
            } else if (c == ',' || c == '!') {
                int end = (at / digits + 1) * digits;
                fill(bits, at, end, c == ',' ? 0 : 15);
                at = end;
            } else if (c == ':') {
                at = repeat(bits, at, digits);
            } else if (c > ' ') {
                throw new Fault("the data has a character that is no hexadecimal digit at its byte " + (i + 1));
            }
        }
    }

    private static int repeat(byte[] bits, int at, int digits) throws Fault {
        int start = at / digits * digits;
        if (start == 0) {
            throw new Fault("the first row repeats the row above it");
        }
        int row = digits / 2;
        System.arraycopy(bits, start / 2 - row, bits, start / 2, row);
        return start + digits;
    }

    private static void fill(byte[] bits, int from, int to, int digit) {
        int at = from;
        if (at < to && (at & 1) == 1) {
            bits[at++ / 2] |= (byte) digit;
        }
        Arrays.fill(bits, at / 2, Math.max(at, to) / 2, (byte) (digit << 4 | digit));
        if (at < to && (to & 1) == 1) {
            bits[to / 2] |= (byte) (digit << 4);
        }
    }
}
