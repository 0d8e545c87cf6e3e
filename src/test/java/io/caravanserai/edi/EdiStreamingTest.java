package io.caravanserai.edi;

import static io.caravanserai.edi.EdiSamples.bytes;
import static io.caravanserai.edi.EdiSamples.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Memory follows the longest message, not the input. */
class EdiStreamingTest {
    private static final long SIZE = 64L * 1024 * 1024;

    @Test
    void splits64MegabytesInASmallBuffer() throws IOException {
        String sample = text("iftsta-d04a.edi");
        String header = sample.substring(0, sample.indexOf("UNH+1"));
        byte[] message = bytes(sample.substring(sample.indexOf("UNH+1"), sample.indexOf("UNH+2")));
        long messages = SIZE / message.length;
        long[] good = new long[2];

        int buffer = new EdiSplitter()
                .run(new Repeating(bytes(header), message, messages, bytes("UNZ+" + messages + "+7781'")), part -> {
                    good[part.fault() == null ? 0 : 1]++;
                });

        assertThat(good).containsExactly(messages, 0);
        assertThat(buffer).isLessThanOrEqualTo(128 * 1024);
    }

    @Test
    void splits64MegabytesOfGarbageInABoundedBuffer() throws IOException {
        byte[] junk = bytes("no interchange at all, UNless ISA* counts\n");
        long[] seen = new long[2];

        int buffer = new EdiSplitter(1 << 20).run(new Repeating(junk, junk, SIZE / junk.length, junk), part -> {
            seen[0] += part.bytes().length;
            seen[1] = Math.max(seen[1], part.bytes().length);
        });

        assertThat(seen[0]).isEqualTo((SIZE / junk.length + 2) * junk.length);
        assertThat(seen[1]).isLessThanOrEqualTo(2 << 20);
        assertThat(buffer).isLessThanOrEqualTo(4 << 20);
    }

    @Test
    void boundsASegmentWithoutEnd() throws IOException {
        String sample = text("ltl-214-004010.edi");
        byte[] begin = bytes(sample.substring(0, sample.indexOf("LX*1")) + "K1*");
        byte[] filler = bytes("x".repeat(1000));
        long[] seen = new long[1];

        int buffer = new EdiSplitter(1 << 20).run(new Repeating(begin, filler, SIZE / 1000, bytes("")), part -> {
            seen[0] = Math.max(seen[0], part.bytes().length);
        });

        assertThat(seen[0]).isLessThanOrEqualTo(3 << 20);
        assertThat(buffer).isLessThanOrEqualTo(4 << 20);
    }

    @Test
    @Timeout(30)
    void readsHeadersHiddenInStraySegmentsOnce() throws IOException {
        String sample = text("ltl-214-004010.edi");
        byte[] header = bytes(sample.substring(0, sample.indexOf("\n")));
        byte[] hidden = bytes("x" + sample.substring(0, sample.indexOf("\n")));
        long[] parts = new long[1];

        new EdiSplitter().run(new Repeating(header, hidden, 50_000, bytes("")), part -> parts[0]++);

        assertThat(parts[0]).isEqualTo(2 * 50_000 + 1);
    }

    /** A beginning, the same bytes many times over, and an end, made while they are read. */
    private static final class Repeating extends InputStream {
        private final byte[][] pieces;
        private final long last;
        private long piece;
        private int position;

        Repeating(byte[] begin, byte[] middle, long times, byte[] end) {
            this.pieces = new byte[][] {begin, middle, end};
            this.last = times + 1;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            while (piece <= last) {
                byte[] source = pieces[piece == 0 ? 0 : piece == last ? 2 : 1];
                int count = Math.min(length, source.length - position);
                if (count > 0) {
                    System.arraycopy(source, position, target, offset, count);
                    position += count;
                    return count;
                }
                piece++;
                position = 0;
            }
            return -1;
        }
    }
}
