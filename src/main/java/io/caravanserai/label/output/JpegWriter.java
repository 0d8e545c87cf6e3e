package io.caravanserai.label.output;

import io.caravanserai.label.raster.Bitmap;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Writes baseline JPEG in grey (ITU-T T.81, with the Huffman tables of its Annex K), with its density (JFIF). */
public final class JpegWriter {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long LOW_BITS = 0x7f7f_7f7f_7f7f_7f7fL;
    private static final long ONES = 0x0101_0101_0101_0101L;

    private byte[] out;
    private int size;

    private JpegWriter(int capacity) {
        this.out = new byte[capacity];
    }

    /**
     * The file.
     *
     * @param dpi dots an inch on paper
     */
    public static byte[] write(Bitmap picture, int dpi) {
        BitString bits = JpegBlocks.of(picture);
        JpegWriter writer = new JpegWriter(1024 + bits.size() / 7);
        writer.headers(picture, dpi);
        writer.body(bits);
        writer.marker(0xd9);
        return Arrays.copyOf(writer.out, writer.size);
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

    /** The bits, filled up by ones to whole bytes. */
    private void body(BitString bits) {
        int whole = bits.size() & ~63;
        for (int at = 0; at < whole; at += 64) {
            eight(bits.word(at), 64);
        }
        if (whole < bits.size()) {
            int used = bits.size() - whole;
            eight(bits.word(whole) | -1L >>> used, used);
        }
    }

    private void eight(long bytes, int used) {
        room(16);
        // adding one to each byte carries out of those of all ones only
        boolean plain = ((bytes & LOW_BITS) + ONES & bytes & ~LOW_BITS) == 0;
        if (plain) {
            EIGHT.set(out, size, bytes);
            size += (used + 7) / 8;
            return;
        }
        for (int i = 0; i < used; i += 8) {
            int value = (int) (bytes >>> (56 - i)) & 0xff;
            put(value);
            if (value == 0xff) {
                put(0); // or it would be taken for a marker
            }
        }
    }

    private void put(int value) {
        room(1);
        out[size++] = (byte) value;
    }

    private void room(int more) {
        if (size + more > out.length) {
            out = Arrays.copyOf(out, 2 * size + more);
        }
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
