package io.caravanserai.label.render;

import java.util.Arrays;
import javax.imageio.plugins.jpeg.JPEGQTable;

/**
 * Eight by eight dots, transformed, quantized and encoded (ITU-T T.81, Annexes A and F).
 *
 * @param dots row by row from the highest bit, 1 is black
 * @param dc the first coefficient
 * @param codes what is written for the others, several in one number, with their lengths in bits
 */
record JpegBlock(long dots, int dc, int[] codes, int[] lengths) {
    private static final int[] ZIGZAG = zigzag();
    /** Half of the table of Annex K: enough for the sharp edges of black and white. */
    private static final int[] QUANTIZERS = Arrays.stream(JPEGQTable.K1Luminance.getTable())
            .map(q -> Math.max(1, q / 2))
            .toArray();

    private static final int END = 0x00;
    private static final int SIXTEEN_ZEROS = 0xf0;
    /** Cosines of the transform: frequency, then place. */
    private static final float[][] COSINES = cosines();
    /** The transform of every row of eight dots. */
    private static final float[][] ROWS = rows();

    /** The quantizers in zigzag order, as JPEG writes them. */
    static int[] quantizers() {
        int[] inOrder = new int[64];
        for (int i = 0; i < 64; i++) {
            inOrder[i] = QUANTIZERS[ZIGZAG[i]];
        }
        return inOrder;
    }

    static JpegBlock of(long dots, HuffmanCodes table) {
        int[] levels = levels(dots);
        Codes codes = new Codes();
        int zeros = 0;
        for (int i = 1; i < 64; i++) {
            int level = levels[i];
            if (level == 0) {
                zeros++;
                continue;
            }
            for (; zeros > 15; zeros -= 16) {
                codes.add(table.code(SIXTEEN_ZEROS), table.length(SIXTEEN_ZEROS));
            }
            int width = 32 - Integer.numberOfLeadingZeros(Math.abs(level));
            int symbol = (zeros << 4) | width;
            int bits = level < 0 ? level + (1 << width) - 1 : level;
            codes.add((table.code(symbol) << width) | bits, table.length(symbol) + width);
            zeros = 0;
        }
        if (zeros > 0) {
            codes.add(table.code(END), table.length(END));
        }
        return new JpegBlock(
                dots, levels[0], Arrays.copyOf(codes.codes, codes.count), Arrays.copyOf(codes.lengths, codes.count));
    }

    /** Codes one behind the other, joined as far as they fit into one number. */
    private static final class Codes {
        private static final int MOST_BITS = 31;

        private final int[] codes = new int[80];
        private final int[] lengths = new int[80];
        private int count;

        void add(int code, int length) {
            if (count > 0 && lengths[count - 1] + length <= MOST_BITS) {
                codes[count - 1] = (codes[count - 1] << length) | code;
                lengths[count - 1] += length;
            } else {
                codes[count] = code;
                lengths[count++] = length;
            }
        }
    }

    /** Quantized coefficients in zigzag order. */
    private static int[] levels(long dots) {
        int[] levels = new int[64];
        for (int i = 0; i < 64; i++) {
            int at = ZIGZAG[i];
            int down = at >> 3;
            float sum = 0;
            for (int row = 0; row < 8; row++) {
                int eight = (int) (dots >>> (56 - 8 * row)) & 0xff;
                sum += COSINES[down][row] * ROWS[eight][at & 7];
            }
            float level = sum / QUANTIZERS[at];
            levels[i] = (int) (level < 0 ? level - 0.5f : level + 0.5f);
        }
        return levels;
    }

    private static float[][] cosines() {
        float[][] cosines = new float[8][8];
        for (int u = 0; u < 8; u++) {
            double scale = u == 0 ? Math.sqrt(0.125) : 0.5;
            for (int x = 0; x < 8; x++) {
                cosines[u][x] = (float) (scale * Math.cos((2 * x + 1) * u * Math.PI / 16));
            }
        }
        return cosines;
    }

    private static float[][] rows() {
        float[][] rows = new float[256][8];
        for (int eight = 0; eight < 256; eight++) {
            for (int u = 0; u < 8; u++) {
                for (int x = 0; x < 8; x++) {
                    rows[eight][u] += COSINES[u][x] * ((eight & 0x80 >> x) != 0 ? -128 : 127);
                }
            }
        }
        return rows;
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
