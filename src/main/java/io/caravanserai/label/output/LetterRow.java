package io.caravanserai.label.output;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes rows of a picture by repeat letters: see {@link GraphicField}. */
final class LetterRow {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final byte[] DIGITS = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    /** The lowest bit of each digit. */
    private static final long LOWEST = 0x1111_1111_1111_1111L;
    /** Longer runs are written in parts. */
    private static final int LONGEST = 400 + 19;

    private final int stride;
    private final byte[] out;

    /**
     * @param stride bytes of a row
     */
    LetterRow(int stride) {
        this.stride = stride;
        // no run takes more letters than digits
        this.out = new byte[2 * stride + 2];
    }

    /** Adds the row that starts there; what is white up to its end is one letter. */
    void write(AsciiText to, byte[] bits, int from) {
        int size = 0;
        int digit = bits[from] >> 4 & 15;
        int begun = 0;
        for (int at = 0; at < stride; at += 8) {
            long digits = digits(bits, from + at, Math.min(8, stride - at));
            long changed = changed(digits, digit);
            while (changed != 0) {
                int lowest = 63 - Long.numberOfLeadingZeros(changed);
                changed ^= 1L << lowest;
                int next = 2 * at + 15 - lowest / 4;
                size = run(size, digit, next - begun);
                digit = (int) (digits >>> lowest) & 15;
                begun = next;
            }
        }
        if (digit == 0) {
            out[size++] = ',';
        } else {
            size = run(size, digit, 2 * stride - begun);
        }
        to.add(out, size);
    }

    /** Sixteen digits; those behind the row's end are as its last. */
    private static long digits(byte[] bits, int from, int bytes) {
        if (bytes == 8) {
            return (long) EIGHT.get(bits, from);
        }
        long digits = 0;
        for (int i = 0; i < bytes; i++) {
            digits |= (bits[from + i] & 0xffL) << (56 - 8 * i);
        }
        long last = bits[from + bytes - 1] & 15;
        return digits | (last * LOWEST) >>> (8 * bytes);
    }

    /** The lowest bit of each digit that differs from the one before. */
    private static long changed(long digits, int before) {
        long differs = digits ^ (digits >>> 4 | (long) before << 60);
        return (differs | differs >>> 1 | differs >>> 2 | differs >>> 3) & LOWEST;
    }

    /** Writes a run of a digit; where the next one begins. */
    private int run(int from, int digit, int length) {
        int at = from;
        int left = length;
        for (; left > LONGEST; left -= 400) {
            out[at++] = 'z';
            out[at++] = DIGITS[digit];
        }
        if (left >= 20) {
            out[at++] = (byte) ('g' + left / 20 - 1);
            left %= 20;
            if (left > 0) {
                out[at++] = (byte) ('G' + left - 1);
            }
        } else {
            // written in any case and kept when the run is of more than one, as no processor foresees which are
            out[at] = (byte) ('G' + left - 1);
            at += left > 1 ? 1 : 0;
        }
        out[at++] = DIGITS[digit];
        return at;
    }
}
