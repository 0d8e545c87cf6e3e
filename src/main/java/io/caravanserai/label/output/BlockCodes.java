package io.caravanserai.label.output;

/** A block of eight by eight dots, encoded (ITU-T T.81, Annex F.1.2). */
final class BlockCodes {
    private static final int LENGTH_BITS = HuffmanCodes.LENGTH_BITS;
    private static final int LENGTH = (1 << LENGTH_BITS) - 1;
    private static final int SIXTEEN_ZEROS = HuffmanCodes.AC.of(0xf0, 0);
    /** What is behind a block's last coefficient that is not 0. */
    private static final int END = HuffmanCodes.AC.of(0x00, 0);
    /** Codes of a coefficient by the zeros before it and its level, with their lengths. */
    private static final int[] CODES = codes();

    private final long dots;
    private final int level;
    private final long[] words;
    private final int length;

    private BlockCodes(long dots, int level, BitString others) {
        this.dots = dots;
        this.level = level;
        this.length = others.size();
        this.words = others.words();
    }

    /**
     * Encodes a block.
     *
     * @param dots rows from top to bottom, the first in the highest byte
     */
    static BlockCodes of(long dots) {
        long[] coefficients = JpegCoefficients.of(dots);
        return new BlockCodes(dots, JpegCoefficients.level(coefficients, 0), others(coefficients));
    }

    /** All coefficients but the first: those that are not 0 with the number of zeros before them. */
    private static BitString others(long[] coefficients) {
        BitString out = new BitString(8);
        int last = 0;
        for (long left = JpegCoefficients.notZero(coefficients) << 1 >>> 1; left != 0; ) {
            int at = Long.numberOfLeadingZeros(left);
            left ^= Long.MIN_VALUE >>> at;
            int zeros = at - last - 1;
            last = at;
            for (; zeros > 15; zeros -= 16) {
                add(out, SIXTEEN_ZEROS);
            }
            add(out, CODES[zeros << 7 | JpegCoefficients.level(coefficients, at) + JpegCoefficients.OFFSET]);
        }
        if (last < 63) {
            add(out, END);
        }
        return out;
    }

    private static void add(BitString out, int code) {
        out.add(code >>> LENGTH_BITS, code & LENGTH);
    }

    /** Whether it is the block of those dots. */
    boolean isOf(long others) {
        return dots == others;
    }

    /** The first coefficient, which is written as its difference from that of the block before. */
    int level() {
        return level;
    }

    /** Writes all others. */
    void writeTo(BitString out) {
        out.add(words, length);
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
}
