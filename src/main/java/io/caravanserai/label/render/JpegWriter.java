package io.caravanserai.label.render;

import io.caravanserai.label.raster.Bitmap;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.imageio.plugins.jpeg.JPEGHuffmanTable;
import org.jspecify.annotations.Nullable;

/**
 * Writes baseline JPEG in grey (ITU-T T.81, with the Huffman tables of its Annex K). A picture of dots has few kinds of
 * blocks, most of them white or a part of bars, so what a block is encoded to is kept: a general encoder takes many times
 * as long.
 */
final class JpegWriter {
    private static final HuffmanCodes DC = HuffmanCodes.of(JPEGHuffmanTable.StdDCLuminance);
    private static final HuffmanCodes AC = HuffmanCodes.of(JPEGHuffmanTable.StdACLuminance);
    /** Blocks made lately, each where the low bits of its hash lead; whoever comes later takes the place. */
    private static final AtomicReferenceArray<@Nullable JpegBlock> KEPT = new AtomicReferenceArray<>(1 << 16);

    private static final JpegBlock WHITE = JpegBlock.of(0, AC);

    private byte[] out = new byte[65_536];
    private int size;
    private long pending;
    private int pendingBits;

    private JpegWriter() {}

    static byte[] write(Bitmap picture, double dotsPerMm) {
        JpegWriter writer = new JpegWriter();
        writer.headers(picture, (int) Math.round(dotsPerMm * 10));
        writer.blocks(picture);
        return writer.end();
    }

    private void headers(Bitmap picture, int dotsPerCm) {
        marker(0xd8);
        segment(0xe0, 'J', 'F', 'I', 'F', 0, 1, 2, 2, dotsPerCm >> 8, dotsPerCm, dotsPerCm >> 8, dotsPerCm, 0, 0);
        int[] quantizers = new int[65];
        System.arraycopy(JpegBlock.quantizers(), 0, quantizers, 1, 64);
        segment(0xdb, quantizers);
        int width = picture.width();
        int height = picture.height();
        segment(0xc0, 8, height >> 8, height, width >> 8, width, 1, 1, 0x11, 0);
        segment(0xc4, DC.definition(0x00));
        segment(0xc4, AC.definition(0x10));
        segment(0xda, 1, 1, 0x00, 0, 63, 0);
    }

    private void blocks(Bitmap picture) {
        int strip = 8 * picture.stride();
        byte[] dots = Arrays.copyOf(picture.bits(), (picture.height() + 7) / 8 * strip);
        JpegBlock[] blocks = new JpegBlock[picture.stride()];
        int before = 0;
        for (int at = 0; at < dots.length; at += strip) {
            // bars are the same from strip to strip, and so is white
            boolean again = at > 0 && Arrays.equals(dots, at, at + strip, dots, at - strip, at);
            for (int column = 0; column < blocks.length; column++) {
                if (!again) {
                    blocks[column] = block(dots(dots, at + column, blocks.length));
                }
                write(blocks[column], before);
                before = blocks[column].dc();
            }
        }
    }

    private void write(JpegBlock block, int before) {
        int difference = block.dc() - before;
        int width = 32 - Integer.numberOfLeadingZeros(Math.abs(difference));
        int value = difference < 0 ? difference + (1 << width) - 1 : difference;
        bits((DC.code(width) << width) | value, DC.length(width) + width);
        int[] codes = block.codes();
        int[] lengths = block.lengths();
        for (int i = 0; i < codes.length; i++) {
            bits(codes[i], lengths[i]);
        }
    }

    /** The 64 dots of a block, row by row. */
    private static long dots(byte[] picture, int at, int stride) {
        long dots = 0;
        for (int row = 0; row < 8; row++) {
            dots = (dots << 8) | (picture[at + row * stride] & 0xff);
        }
        return dots;
    }

    private static JpegBlock block(long dots) {
        if (dots == 0) {
            return WHITE;
        }
        int place = (int) ((dots * 0x9e3779b97f4a7c15L) >>> 48);
        JpegBlock kept = KEPT.get(place);
        if (kept == null || kept.dots() != dots) {
            kept = JpegBlock.of(dots, AC);
            KEPT.set(place, kept);
        }
        return kept;
    }

    /** Adds up to 31 bits. */
    private void bits(int value, int count) {
        pending = (pending << count) | value;
        pendingBits += count;
        if (pendingBits >= 32) {
            pendingBits -= 32;
            int four = (int) (pending >>> pendingBits);
            for (int shift = 24; shift >= 0; shift -= 8) {
                stuffed((four >>> shift) & 0xff);
            }
        }
    }

    private void stuffed(int value) {
        put(value);
        if (value == 0xff) {
            put(0); // or it would be taken for a marker
        }
    }

    private byte[] end() {
        while (pendingBits >= 8) {
            pendingBits -= 8;
            stuffed(((int) (pending >>> pendingBits)) & 0xff);
        }
        if (pendingBits > 0) {
            int ones = (1 << (8 - pendingBits)) - 1;
            stuffed(((int) (pending << (8 - pendingBits)) & 0xff) | ones);
        }
        marker(0xd9);
        return Arrays.copyOf(out, size);
    }

    private void put(int value) {
        if (size == out.length) {
            out = Arrays.copyOf(out, 2 * size);
        }
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
