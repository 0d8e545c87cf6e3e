package io.caravanserai.label.raster;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A black and white picture. Rows go from the top, dots from the left, eight to a byte with the leftmost in the highest
 * bit, each row beginning at a byte; 1 is black. That is the layout of ZPL's {@code ^GF}. What would be drawn outside
 * is left out; the dots that pad a row's last byte are always white.
 */
public final class Bitmap {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final int width;
    private final int height;
    private final int stride;
    private final byte[] bits;

    /**
     * A white picture.
     *
     * @throws IllegalArgumentException for a size below one dot
     */
    public Bitmap(int width, int height) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a picture of " + width + " by " + height + " dots has none");
        }
        this.width = width;
        this.height = height;
        this.stride = (width + 7) / 8;
        this.bits = new byte[Math.multiplyExact(stride, height)];
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Bytes of a row. */
    public int stride() {
        return stride;
    }

    /** All rows, one after the other; changing them changes the picture. */
    public byte[] bits() {
        return bits;
    }

    /** Whether a dot is black; outside all is white. */
    public boolean isBlack(int x, int y) {
        return x >= 0 && y >= 0 && x < width && y < height && (bits[y * stride + (x >> 3)] & 0x80 >> (x & 7)) != 0;
    }

    /** Makes a dot black. */
    public void set(int x, int y) {
        if (x >= 0 && y >= 0 && x < width && y < height) {
            bits[y * stride + (x >> 3)] |= (byte) (0x80 >> (x & 7));
        }
    }

    /** Makes a rectangle black. */
    public void fill(int x, int y, int w, int h) {
        rectangle(x, y, w, h, (at, mask) -> bits[at] |= (byte) mask);
    }

    /** Makes a rectangle white. */
    public void clear(int x, int y, int w, int h) {
        rectangle(x, y, w, h, (at, mask) -> bits[at] &= (byte) ~mask);
    }

    /** Turns black to white and white to black in a rectangle. */
    public void invert(int x, int y, int w, int h) {
        rectangle(x, y, w, h, (at, mask) -> bits[at] ^= (byte) mask);
    }

    /** Adds the black dots of another picture whose upper left corner comes to x, y. */
    public void draw(Bitmap other, int x, int y) {
        combine(other, x, y, false);
    }

    /** Adds the black dots of a picture of one row several times, each time a row lower. */
    public void drawRows(Bitmap row, int x, int y, int times) {
        Bitmap placed = new Bitmap(width, 1);
        placed.draw(row, x, 0);
        for (int line = Math.max(0, y); line < Math.min(height, y + times); line++) {
            for (int i = 0; i < stride; i++) {
                bits[line * stride + i] |= placed.bits[i];
            }
        }
    }

    /** Inverts the dots that are black in another picture whose upper left corner comes to x, y. */
    public void drawInverted(Bitmap other, int x, int y) {
        combine(other, x, y, true);
    }

    /** What is done to the bits of one byte. */
    @FunctionalInterface
    private interface Change {
        void of(int at, int mask);
    }

    private void rectangle(int x, int y, int w, int h, Change change) {
        int left = Math.max(0, x);
        int right = (int) Math.min(width, (long) x + w);
        int bottom = (int) Math.min(height, (long) y + h);
        if (left >= right) {
            return;
        }
        int first = left >> 3;
        int last = (right - 1) >> 3;
        int firstMask = 0xff >> (left & 7);
        int lastMask = 0xff << (7 - ((right - 1) & 7)) & 0xff;
        for (int row = Math.max(0, y); row < bottom; row++) {
            int base = row * stride;
            for (int i = first; i <= last; i++) {
                int mask = (i == first ? firstMask : 0xff) & (i == last ? lastMask : 0xff);
                change.of(base + i, mask);
            }
        }
    }

    private void combine(Bitmap other, int x, int y, boolean invert) {
        int shift = Math.floorMod(x, 8);
        int first = Math.floorDiv(x, 8);
        int bytes = other.stride + (shift > 0 ? 1 : 0);
        boolean narrow = other.stride < Long.BYTES && first >= 0 && first + bytes <= stride;
        int padding = 0xff << (stride * 8 - width);
        int bottom = Math.min(other.height, height - y);
        for (int row = Math.max(0, -y); row < bottom; row++) {
            int from = row * other.stride;
            int to = (row + y) * stride + first;
            if (narrow && from + Long.BYTES <= other.bits.length && to + Long.BYTES <= bits.length) {
                long dots = (long) EIGHT.get(other.bits, from) & -1L << (64 - 8 * other.stride);
                long before = (long) EIGHT.get(bits, to);
                EIGHT.set(bits, to, invert ? before ^ dots >>> shift : before | dots >>> shift);
            } else {
                row(other, from, to, Math.max(0, -first), Math.min(bytes, stride - first), shift, invert);
            }
            bits[(row + y + 1) * stride - 1] &= (byte) padding;
        }
    }

    /** Combines the bytes of one row, from one to another. */
    private void row(Bitmap other, int source, int target, int from, int to, int shift, boolean invert) {
        int carry = from > 0 && from <= other.stride ? other.bits[source + from - 1] & 0xff : 0;
        for (int i = from; i < to; i++) {
            int value = i < other.stride ? other.bits[source + i] & 0xff : 0;
            int mask = (carry << 8 | value) >> shift;
            bits[target + i] = (byte) (invert ? bits[target + i] ^ mask : bits[target + i] | mask);
            carry = value;
        }
    }

    /** The same picture turned clockwise by quarter turns. */
    public Bitmap turned(int quarters) {
        int turns = Math.floorMod(quarters, 4);
        Bitmap turned = turns % 2 == 0 ? new Bitmap(width, height) : new Bitmap(height, width);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (isBlack(x, y)) {
                    switch (turns) {
                        case 0 -> turned.set(x, y);
                        case 1 -> turned.set(height - 1 - y, x);
                        case 2 -> turned.set(width - 1 - x, height - 1 - y);
                        default -> turned.set(y, width - 1 - x);
                    }
                }
            }
        }
        return turned;
    }

    /** The same picture with each dot as a block of dots. */
    public Bitmap scaled(int across, int down) {
        Bitmap scaled = new Bitmap(width * across, height * down);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int from = x;
                while (x < width && isBlack(x, y)) {
                    x++;
                }
                if (x > from) {
                    scaled.fill(from * across, y * down, (x - from) * across, 1);
                }
            }
            int drawn = y * down * scaled.stride;
            for (int again = 1; again < down; again++) {
                System.arraycopy(scaled.bits, drawn, scaled.bits, drawn + again * scaled.stride, scaled.stride);
            }
        }
        return scaled;
    }

    /** How many dots are black. */
    public int blackDots() {
        int count = 0;
        for (byte eight : bits) {
            count += Integer.bitCount(eight & 0xff);
        }
        return count;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bitmap b && width == b.width && height == b.height && Arrays.equals(bits, b.bits);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + height) + Arrays.hashCode(bits);
    }

    /** Rows of {@code #} and {@code .}, for tests and for looking at small pictures. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder((width + 1) * height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                text.append(isBlack(x, y) ? '#' : '.');
            }
            text.append('\n');
        }
        return text.toString();
    }
}
