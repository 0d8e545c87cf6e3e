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
    private static final BlockCodes WHITE = BlockCodes.of(0);
    /** A white block behind a white one: no difference, no coefficients. */
    private static final int WHITE_BITS = 6;

    private static final long TEN_WHITE = 0b001010_001010_001010_001010_001010_001010_001010_001010_001010_001010L;

    private static final int LENGTH_BITS = HuffmanCodes.LENGTH_BITS;
    private static final int LENGTH = (1 << LENGTH_BITS) - 1;
    private static final int[] DIFFERENCES = differences();

    /** Numbers of 64 bits that a label has room in. */
    private static final int ROOM = 16_384;

    private final BitString out = new BitString(ROOM);
    private final BlockCache cache;
    private final int columns;
    private final byte[] strip;
    /** The dots of eight blocks side by side, and their codes. */
    private final long[] dots = new long[8];

    private final BlockCodes[] codes = new BlockCodes[8];
    /** The first coefficient of the block before. */
    private int before;
    /** Where the coefficients behind the first one began that was written last. */
    private int behindFirst;

    private JpegBlocks(int columns, BlockCache cache) {
        this.columns = columns;
        this.cache = cache;
        this.strip = new byte[8 * padded()];
    }

    static BitString of(Bitmap picture, BlockCache cache) {
        JpegBlocks blocks = new JpegBlocks(picture.stride(), cache);
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
            block(codes[0]);
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
                    block(codes[i]);
                }
            } else {
                white(to - from);
            }
        }
    }

    /** Takes eight blocks that are side by side; whether any dot is black. */
    private boolean load(int group) {
        long any = 0;
        for (int row = 0; row < 8; row++) {
            dots[row] = (long) EIGHT.get(strip, row * padded() + group);
            any |= dots[row];
        }
        if (any != 0) {
            turn(4, 0x0000_0000_ffff_ffffL);
            turn(2, 0x0000_ffff_0000_ffffL);
            turn(1, 0x00ff_00ff_00ff_00ffL);
        }
        // all eight before the first is written, so that memory is waited for once
        for (int i = 0; i < 8; i++) {
            codes[i] = dots[i] == 0 ? WHITE : cache.of(dots[i]);
        }
        return any != 0;
    }

    /** One of three steps that make columns of rows: swaps the bytes that differ in one bit of their row and column. */
    private void turn(int distance, long right) {
        for (int row = 0; row < 8; row++) {
            if ((row & distance) == 0) {
                long swapped = (dots[row] ^ (dots[row + distance] >>> (8 * distance))) & right;
                dots[row] ^= swapped;
                dots[row + distance] ^= swapped << (8 * distance);
            }
        }
    }

    private void white(int count) {
        int left = count;
        if (left > 0 && before != WHITE.level()) {
            block(WHITE);
            left--;
        }
        if (left > 0) {
            out.add(TEN_WHITE >>> (60 - left * WHITE_BITS), left * WHITE_BITS);
        }
    }

    private void block(BlockCodes block) {
        difference(block.level());
        block.writeTo(out);
    }

    /** Writes the first coefficient as its difference from that of the block before. */
    private void difference(int level) {
        int code = DIFFERENCES[level - before + 2 * JpegCoefficients.OFFSET];
        out.add(code >>> LENGTH_BITS, code & LENGTH);
        before = level;
        behindFirst = out.size();
    }

    private static int[] differences() {
        int[] codes = new int[4 * JpegCoefficients.OFFSET + 1];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = HuffmanCodes.DC.of(0, i - 2 * JpegCoefficients.OFFSET);
        }
        return codes;
    }
}
