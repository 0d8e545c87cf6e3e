package io.caravanserai.label.output;

import java.util.Arrays;

/** Bits in a row, the first in the highest place of the first number. */
final class BitString {
    private long[] words = new long[8192];
    private int size;

    /** How many there are. */
    int size() {
        return size;
    }

    /** Adds the lowest bits of a number, 1 to 64, of which the others are 0. */
    void add(long bits, int count) {
        int at = size >> 6;
        int free = 64 - (size & 63);
        if (at + 2 > words.length) {
            words = Arrays.copyOf(words, 2 * words.length);
        }
        if (count <= free) {
            words[at] |= bits << (free - count);
        } else {
            words[at] |= bits >>> (count - free);
            words[at + 1] = bits << (64 - count + free);
        }
        size += count;
    }

    /** Adds what stands from one place to another once more. */
    void addAgain(int from, int to) {
        int at = from;
        for (; to - at >= 64; at += 64) {
            add(word(at), 64);
        }
        if (to > at) {
            add(word(at) >>> (64 - to + at), to - at);
        }
    }

    /** The 64 bits from a place on; those behind the end are 0. */
    long word(int from) {
        int at = from >> 6;
        int shift = from & 63;
        return shift == 0 ? words[at] : words[at] << shift | words[at + 1] >>> (64 - shift);
    }
}
