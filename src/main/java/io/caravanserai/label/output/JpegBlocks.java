package io.caravanserai.label.output;

import io.caravanserai.label.raster.Bitmap;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Encodes a picture's blocks of eight by eight dots (ITU-T T.81, Annex F.1.2). Labels are white for the most part, and
 * bars are the same from one strip of blocks to the next: white costs a few bits a block, and what repeats is copied.
 */
final class JpegBlocks {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int WHITE = Math.round(127 * 8f / JpegCoefficients.QUANTIZER);
    /** A white block behind a white one: no difference, no coefficients. */
    private static final int WHITE_BITS = 6;

    private static final long TEN_WHITE = 0b001010_001010_001010_001010_001010_001010_001010_001010_001010_001010L;

    private static final int LENGTH_BITS = HuffmanCodes.LENGTH_BITS;
    private static final int LENGTH = (1 << LENGTH_BITS) - 1;
    private static final int END = HuffmanCodes.AC.of(0x00, 0);
    private static final int SIXTEEN_ZEROS = HuffmanCodes.AC.of(0xf0, 0);
    /** Codes of a coefficient by the zeros before it and its level, with their lengths. */
    private static final int[] CODES = codes();

    private static final int[] DIFFERENCES = differences();

    private final BitString out = new BitString();
    private final int columns;
    private final byte[] strip;
    private final long[] rows = new long[8];
    private final long[] coefficients = new long[JpegCoefficients.WORDS];
    /** All rows together. */
    private long any;
    /** The first coefficient of the block before. */
    private int before;
    /** Where the coefficients behind the first one began that was written last. */
    private int behindFirst;

    private JpegBlocks(int columns) {
        this.columns = columns;
        this.strip = new byte[8 * padded()];
    }

    static BitString of(Bitmap picture) {
        JpegBlocks blocks = new JpegBlocks(picture.stride());
        blocks.strips(picture.bits());
        return blocks.out;
    }

    private int padded() {
        return (columns + 7) & ~7;
    }

    private void strips(byte[] bits) {
        int step = 8 * columns;
        int first = 0;
        int start = 0;
        int end = 0;
        for (int at = 0; at < bits.length; at += step) {
            int next = at + step;
            if (at > 0 && next <= bits.length && Arrays.equals(bits, at, next, bits, at - step, at)) {
                int last = before;
                difference(first);
                out.addAgain(start, end);
                before = last;
                continue;
            }
            for (int row = 0; row < 8; row++) {
                int from = Math.min(at + row * columns, bits.length);
                int length = Math.min(columns, bits.length - from);
                System.arraycopy(bits, from, strip, row * padded(), length);
                Arrays.fill(strip, row * padded() + length, row * padded() + columns, (byte) 0);
            }
            load(0);
            block(0);
            first = before;
            start = behindFirst;
            rest();
            end = out.size();
        }
    }

    /** The blocks of a strip behind its first one. */
    private void rest() {
        for (int group = 0; group < columns; group += 8) {
            int from = group == 0 ? 1 : 0;
            int to = Math.min(8, columns - group);
            if (load(group)) {
                for (int i = from; i < to; i++) {
                    block(i);
                }
            } else {
                white(to - from);
            }
        }
    }

    /** Takes the rows of eight blocks, side by side; whether any dot is black. */
    private boolean load(int group) {
        any = 0;
        for (int row = 0; row < 8; row++) {
            rows[row] = (long) EIGHT.get(strip, row * padded() + group);
            any |= rows[row];
        }
        return any != 0;
    }

    private void white(int count) {
        int left = count;
        if (left > 0 && before != WHITE) {
            difference(WHITE);
            out.add(END >>> LENGTH_BITS, END & LENGTH);
            left--;
        }
        if (left > 0) {
            out.add(TEN_WHITE >>> (60 - left * WHITE_BITS), left * WHITE_BITS);
        }
    }

    private void block(int column) {
        int shift = 56 - 8 * column;
        if ((any >>> shift & 0xff) == 0) {
            difference(WHITE);
            out.add(END >>> LENGTH_BITS, END & LENGTH);
        } else {
            JpegCoefficients.of(rows, shift, coefficients);
            difference(JpegCoefficients.level(coefficients, 0) - JpegCoefficients.OFFSET);
            others();
        }
    }

    /** Writes the first coefficient as its difference from that of the block before. */
    private void difference(int level) {
        int code = DIFFERENCES[level - before + 2 * JpegCoefficients.OFFSET];
        out.add(code >>> LENGTH_BITS, code & LENGTH);
        before = level;
        behindFirst = out.size();
    }

    /** Writes all other coefficients, those that are not 0 with the number of zeros before them. */
    private void others() {
        long bits = 0;
        int count = 0;
        int last = 0;
        // without the first one
        for (long left = JpegCoefficients.notZero(coefficients) << 1 >>> 1; left != 0; ) {
            int at = Long.numberOfLeadingZeros(left);
            left ^= Long.MIN_VALUE >>> at;
            int zeros = at - last - 1;
            last = at;
            for (; zeros > 15; zeros -= 16) {
                out.add(bits, count);
                bits = Integer.toUnsignedLong(SIXTEEN_ZEROS >>> LENGTH_BITS);
                count = SIXTEEN_ZEROS & LENGTH;
            }
            int code = CODES[zeros << 7 | JpegCoefficients.level(coefficients, at)];
            int length = code & LENGTH;
            if (count + length > 64) {
                out.add(bits, count);
                bits = 0;
                count = 0;
            }
            bits = bits << length | code >>> LENGTH_BITS;
            count += length;
        }
        out.add(bits, count);
        if (last < 63) {
            out.add(END >>> LENGTH_BITS, END & LENGTH);
        }
    }

    private static int[] codes() {
        int[] codes = new int[16 << 7];
        for (int zeros = 0; zeros < 16; zeros++) {
            for (int level = 0; level < 2 * JpegCoefficients.OFFSET; level++) {
                codes[zeros << 7 | level] = HuffmanCodes.AC.of(zeros << 4, level - JpegCoefficients.OFFSET);
            }
        }
        return codes;
    }

    private static int[] differences() {
        int[] codes = new int[4 * JpegCoefficients.OFFSET + 1];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = HuffmanCodes.DC.of(0, i - 2 * JpegCoefficients.OFFSET);
        }
        return codes;
    }
}
