package io.caravanserai.label.output;

import io.caravanserai.label.raster.Bitmap;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Writes baseline JPEG in grey (ITU-T T.81, with the Huffman tables of its Annex K), with its density (JFIF). */
public final class JpegWriter {
    /** Eight bytes, a zero behind each, and eight more that the last write puts down to be written over. */
    private static final int ROOM = 24;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long LOW_BITS = 0x7f7f_7f7f_7f7f_7f7fL;
    private static final long ONES = 0x0101_0101_0101_0101L;

    private byte[] out = new byte[1024];
    private int size;

    private JpegWriter() {}

    /**
     * The file.
     *
     * @param dpi dots an inch on paper
     */
    public static byte[] write(Bitmap picture, int dpi) {
        return write(picture, dpi, BlockCache.SHARED);
    }

    static byte[] write(Bitmap picture, int dpi, BlockCache cache) {
        BitString bits = JpegBlocks.of(picture, cache);
        JpegWriter writer = new JpegWriter();
        writer.headers(picture, dpi);
        writer.body(bits);
        writer.marker(0xd9);
        return writer.out;
    }

    private void headers(Bitmap picture, int dpi) {
        marker(0xd8);
        segment(0xe0, 'J', 'F', 'I', 'F', 0, 1, 2, 1, dpi >> 8, dpi, dpi >> 8, dpi, 0, 0);
        int[] quantizers = new int[65];
        Arrays.fill(quantizers, 1, 65, JpegCoefficients.QUANTIZER);
        segment(0xdb, quantizers);
        int width = picture.width();
        int height = picture.height();
        segment(0xc0, 8, height >> 8, height, width >> 8, width, 1, 1, 0x11, 0);
        segment(0xc4, HuffmanCodes.DC.definition(0x00));
        segment(0xc4, HuffmanCodes.AC.definition(0x10));
        segment(0xda, 1, 1, 0x00, 0, 63, 0);
    }

    /** The bits, filled up by ones to whole bytes; leaves room for one marker. */
    private void body(BitString bits) {
        int open = -bits.size() & 7;
        if (open > 0) {
            bits.add((1 << open) - 1, open);
        }
        int bytes = bits.size() / 8;
        long[] words = bits.words();
        int full = 0;
        for (long word : words) {
            full += Long.bitCount(full(word));
        }
        out = Arrays.copyOf(out, size + bytes + full + 2);
        for (int at = 0; at < words.length; at++) {
            int used = Math.min(8, bytes - 8 * at);
            if (used == 8 && size + ROOM <= out.length) {
                eight(words[at]);
            } else {
                each(words[at], used);
            }
        }
    }

    /** Writes eight bytes, with a zero behind each that is all ones, or that would be taken for a marker. */
    private void eight(long bytes) {
        long left = bytes;
        int count = 8;
        for (long full = full(left); full != 0; full = full(left)) {
            int upTo = Long.numberOfLeadingZeros(full) / 8 + 1;
            EIGHT.set(out, size, left);
            size += upTo;
            put(0);
            count -= upTo;
            left = left << (4 * upTo) << (4 * upTo);
        }
        EIGHT.set(out, size, left);
        size += count;
    }

    /** The highest bit of each byte that is all ones: adding one to it carries. */
    private static long full(long bytes) {
        return (bytes & LOW_BITS) + ONES & bytes & ~LOW_BITS;
    }

    /** The same with fewer bytes, and where there is no room for more. */
    private void each(long bytes, int used) {
        for (int i = 0; i < used; i++) {
            int value = (int) (bytes >>> (56 - 8 * i)) & 0xff;
            put(value);
            if (value == 0xff) {
                put(0);
            }
        }
    }

    private void put(int value) {
        out[size++] = (byte) value;
    }

    private void marker(int code) {
        put(0xff);
        put(code);
    }

    private void segment(int code, int... content) {
        marker(code);
        int length = content.length + 2;
        put(length >> 8);
        put(length);
        for (int each : content) {
            put(each);
        }
    }
}
