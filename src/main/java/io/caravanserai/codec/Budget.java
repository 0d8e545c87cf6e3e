package io.caravanserai.codec;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Counts what is unpacked of one file as it comes, whatever its headers say, and stops at the limits. Trouble with our
 * own disk is an {@link UncheckedIOException}, so that it is not taken for a fault of the file.
 */
final class Budget {
    /** Small files of blanks are packed well and harm nobody. */
    private static final long UNTIL_RATIO_COUNTS = 1024 * 1024;

    private final CodecLimits limits;
    private long bytes;

    Budget(CodecLimits limits) {
        this.limits = limits;
    }

    CodecLimits limits() {
        return limits;
    }

    /**
     * Passes on what is within the limits.
     *
     * @param packed how many bytes it is made from
     */
    OutputStream counted(OutputStream out, long packed) {
        return new Counted(out, packed);
    }

    private final class Counted extends FilterOutputStream {
        private final long packed;
        private long own;

        Counted(OutputStream out, long packed) {
            super(out);
            this.packed = packed;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] chunk, int from, int length) throws IOException {
            bytes += length;
            own += length;
            if (bytes > limits.maxSize()) {
                throw new CodecFault("unpacked it is larger than " + limits.maxSize()
                        + " bytes: ask the partner for smaller files, or raise hub.codec.max-size");
            }
            if (own > UNTIL_RATIO_COUNTS && own / limits.maxRatio() > packed) {
                throw new CodecFault("unpacked it is more than " + limits.maxRatio()
                        + " times as large as packed, like a bomb: ask the partner, or raise hub.codec.max-ratio");
            }
            try {
                out.write(chunk, from, length);
            } catch (IOException e) {
                throw new UncheckedIOException("no room to unpack a file", e);
            }
        }
    }
}
