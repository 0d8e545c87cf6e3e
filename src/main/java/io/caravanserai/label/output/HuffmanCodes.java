package io.caravanserai.label.output;

import javax.imageio.plugins.jpeg.JPEGHuffmanTable;

/** The codes of a Huffman table, by the value they stand for (ITU-T T.81, Annex C). */
final class HuffmanCodes {
    static final HuffmanCodes DC = of(JPEGHuffmanTable.StdDCLuminance);
    static final HuffmanCodes AC = of(JPEGHuffmanTable.StdACLuminance);
    /** Bits behind a code that tell its length. */
    static final int LENGTH_BITS = 5;

    private final int[] codes = new int[256];
    private final int[] lengths = new int[256];
    private final JPEGHuffmanTable table;

    private HuffmanCodes(JPEGHuffmanTable table) {
        this.table = table;
    }

    private static HuffmanCodes of(JPEGHuffmanTable table) {
        HuffmanCodes made = new HuffmanCodes(table);
        short[] values = table.getValues();
        short[] counts = table.getLengths();
        int next = 0;
        int at = 0;
        for (int length = 1; length <= counts.length; length++) {
            for (int i = 0; i < counts[length - 1]; i++) {
                made.codes[values[at]] = next++;
                made.lengths[values[at]] = length;
                at++;
            }
            next <<= 1;
        }
        return made;
    }

    /**
     * The code of a number (ITU-T T.81, Annex F.1.2): that of its width in bits, then its bits; {@link #LENGTH_BITS} bits
     * behind them tell their length.
     *
     * @param above what the coded value has in it besides the width
     */
    int of(int above, int number) {
        int width = 32 - Integer.numberOfLeadingZeros(Math.abs(number));
        int value = above | width;
        int bits = number < 0 ? number + (1 << width) - 1 : number;
        return ((codes[value] << width) | bits) << LENGTH_BITS | (lengths[value] + width);
    }

    /** The content of the segment that defines it. */
    int[] definition(int kind) {
        short[] counts = table.getLengths();
        short[] values = table.getValues();
        int[] content = new int[17 + values.length];
        content[0] = kind;
        for (int i = 0; i < counts.length; i++) {
            content[1 + i] = counts[i];
        }
        for (int i = 0; i < values.length; i++) {
            content[17 + i] = values[i];
        }
        return content;
    }
}
