package io.caravanserai.label.output;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text of ASCII in the making, as the bytes it becomes. */
public final class AsciiText {
    private byte[] bytes;
    private int size;

    /**
     * @param capacity bytes it has room for at first
     */
    public AsciiText(int capacity) {
        this.bytes = new byte[capacity];
    }

    public int size() {
        return size;
    }

    public AsciiText add(char c) {
        room(1);
        bytes[size++] = (byte) c;
        return this;
    }

    @SuppressWarnings("deprecation") // all characters are of one byte
    public AsciiText add(String text) {
        room(text.length());
        text.getBytes(0, text.length(), bytes, size);
        size += text.length();
        return this;
    }

    /** A whole number that is not negative. */
    public AsciiText add(int number) {
        int digits = 1;
        for (int rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        room(digits);
        int rest = number;
        for (int at = size + digits - 1; at >= size; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
        return this;
    }

    public AsciiText add(byte[] more) {
        return add(more, more.length);
    }

    /** The first bytes of an array. */
    public AsciiText add(byte[] more, int length) {
        room(length);
        System.arraycopy(more, 0, bytes, size, length);
        size += length;
        return this;
    }

    /** The same character several times. */
    public AsciiText add(char c, int times) {
        room(times);
        Arrays.fill(bytes, size, size + times, (byte) c);
        size += times;
        return this;
    }

    public byte[] bytes() {
        return Arrays.copyOf(bytes, size);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, size, StandardCharsets.US_ASCII);
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
