package io.caravanserai.label.render;

import javax.imageio.plugins.jpeg.JPEGHuffmanTable;

/** The codes of a Huffman table, by the value they stand for (ITU-T T.81, Annex C). */
final class HuffmanCodes {
    private final int[] codes = new int[256];
    private final int[] lengths = new int[256];
    private final JPEGHuffmanTable table;

    private HuffmanCodes(JPEGHuffmanTable table) {
        this.table = table;
    }

    static HuffmanCodes of(JPEGHuffmanTable table) {
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

    int code(int value) {
        return codes[value];
    }

    int length(int value) {
        return lengths[value];
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
