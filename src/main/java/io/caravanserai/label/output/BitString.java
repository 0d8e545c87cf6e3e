package io.caravanserai.label.output;

import java.util.Arrays;

/** Bits in a row, the first in the highest place of the first number. */
final class BitString {
    private long[] words;
    private int size;

    /**
     * @param capacity bits it has room for at first, by 64
     */
    BitString(int capacity) {
        this.words = new long[capacity];
    }

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

    /** Adds the first bits of numbers, one or more; those of the last number behind them are 0. */
    void add(long[] bits, int count) {
        int at = size >> 6;
        int used = size & 63;
        if (at + bits.length + 1 > words.length) {
            words = Arrays.copyOf(words, Math.max(2 * words.length, at + bits.length + 1));
        }
        long carry = words[at];
        for (long each : bits) {
            words[at++] = carry | each >>> used;
            // in two steps, since a shift by 64 is none
            carry = each << 1 << (63 - used);
        }
        words[at] = carry;
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

    /** All of them; those behind the end are 0. */
    long[] words() {
        return Arrays.copyOf(words, (size + 63) >> 6);
    }

    /** The 64 bits from a place on; those behind the end are 0. */
    long word(int from) {
        int at = from >> 6;
        int shift = from & 63;
        return shift == 0 ? words[at] : words[at] << shift | words[at + 1] >>> (64 - shift);
    }
}
