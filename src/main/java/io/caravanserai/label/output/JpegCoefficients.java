package io.caravanserai.label.output;

/**
 * The transform of blocks of eight by eight black and white dots, quantized (ITU-T T.81, Annex A.3). As it is linear, a
 * block's coefficients are sums of what each of its rows adds, and a row of eight dots is one of 256: they are read from
 * a table. Four coefficients share a number, 16 bits each, of which {@link #FRACTION} are behind the point.
 */
final class JpegCoefficients {
    /**
     * The same for all frequencies, for edges of black and white matter in all of them alike: no
     * dot strays from black or white by more than a quarter of the way.
     */
    static final int QUANTIZER = 48;
    /** Numbers of a block. */
    private static final int WORDS = 16;

    /** Bits behind the point. */
    private static final int FRACTION = 9;
    /** What is added to each coefficient so that none is negative. */
    static final int OFFSET = 64;

    /** In each of four coefficients, the bits before the point; and their value when the coefficient is 0. */
    private static final long LEVELS = 0xfe00_fe00_fe00_fe00L;

    private static final long ZEROS = 0x8000_8000_8000_8000L;

    private static final int[] ZIGZAG = zigzag();
    private static final double[][] COSINES = cosines();
    /** What a row adds: first by its place, then by its dots. */
    private static final long[] SUMMANDS = summands();

    private JpegCoefficients() {}

    /**
     * The coefficients of a block in zigzag order, the first in the highest bits of the first number.
     *
     * @param dots rows from top to bottom, the first in the highest byte
     */
    static long[] of(long dots) {
        long[] coefficients = new long[WORDS];
        for (int row = 0; row < 8; row++) {
            int from = (row << 8 | ((int) (dots >>> (56 - 8 * row)) & 0xff)) * WORDS;
            for (int i = 0; i < WORDS; i++) {
                coefficients[i] += SUMMANDS[from + i];
            }
        }
        return coefficients;
    }

    /** Which coefficients are not 0, the first in the highest bit. */
    static long notZero(long[] coefficients) {
        long all = 0;
        for (int i = 0; i < WORDS; i++) {
            // what is before the point, moved down by one place; adding makes the highest bit of each that is not 0
            long high = ((((coefficients[i] ^ ZEROS) & LEVELS) >>> 1) + 0x7fff_7fff_7fff_7fffL) & ZEROS;
            all = all << 4 | ((high >>> 60 | high >>> 45 | high >>> 30 | high >>> 15) & 15);
        }
        return all;
    }

    /** One coefficient. */
    static int level(long[] coefficients, int at) {
        return ((int) (coefficients[at >> 2] >>> (48 - 16 * (at & 3) + FRACTION)) & 0x7f) - OFFSET;
    }

    private static long[] summands() {
        long[] summands = new long[8 * 256 * WORDS];
        for (int row = 0; row < 8; row++) {
            for (int eight = 0; eight < 256; eight++) {
                double[] across = across(eight);
                for (int i = 0; i < 64; i++) {
                    double part = COSINES[ZIGZAG[i] >> 3][row] * across[ZIGZAG[i] & 7] / QUANTIZER;
                    // half of one, added once, rounds
                    double offset = OFFSET / 8.0 + (row == 0 ? 0.5 : 0);
                    long lane = Math.round((part + offset) * (1 << FRACTION));
                    summands[(row << 8 | eight) * WORDS + i / 4] |= lane << (48 - 16 * (i % 4));
                }
            }
        }
        return summands;
    }

    /** The transform of a row: black is -128, white 127. */
    private static double[] across(int eight) {
        double[] across = new double[8];
        for (int u = 0; u < 8; u++) {
            for (int x = 0; x < 8; x++) {
                across[u] += COSINES[u][x] * ((eight & 0x80 >> x) != 0 ? -128 : 127);
            }
        }
        return across;
    }

    /** Frequency, then place. */
    private static double[][] cosines() {
        double[][] cosines = new double[8][8];
        for (int u = 0; u < 8; u++) {
            double scale = u == 0 ? Math.sqrt(0.125) : 0.5;
            for (int x = 0; x < 8; x++) {
                cosines[u][x] = scale * StrictMath.cos((2 * x + 1) * u * Math.PI / 16);
            }
        }
        return cosines;
    }

    /** From the place in the order of writing to the place in the block: diagonals, up and down in turn. */
    private static int[] zigzag() {
        int[] order = new int[64];
        int at = 0;
        for (int sum = 0; sum < 15; sum++) {
            for (int i = 0; i <= sum; i++) {
                int row = sum % 2 == 0 ? sum - i : i;
                if (row < 8 && sum - row < 8) {
                    order[at++] = row * 8 + sum - row;
                }
            }
        }
        return order;
    }
}
