package io.caravanserai.edi;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into interchange headers, segments and garbage over one buffer. The buffer keeps every byte from
 * {@link #keep} on, so it grows to the longest message, never to the length of the input. Indexes into
 * {@link #buffer} are good until the next call of {@link #next}.
 */
final class SegmentSource {
    /** What {@link #next} found from {@link #start} to {@link #next}. */
    enum Kind {
        /** The first segment of an interchange; a UNA may stand between {@link #headerStart} and {@link #start}. */
        HEADER,
        SEGMENT,
        /** A segment that ended without its terminator: at the end of input or before a new interchange. */
        UNTERMINATED,
        /** The first bytes of a segment too long to keep. */
        CHUNK,
        /** Bytes outside an interchange. */
        GARBAGE,
        END
    }

    private static final int FIRST_BUFFER = 64 * 1024;

    private final InputStream in;
    private final int limitOfKept;
    private final EdiSyntax.Scan scan = new EdiSyntax.Scan();

    byte[] buffer;
    int start;
    /** End of the segment's text, before its terminator. */
    int end;
    /** After the terminator. */
    int after;

    int headerStart;
    /** Index of the first byte that is no text in the declared character set, or -1. */
    int bad;
    /** Bytes from here on stay in the buffer; -1 when none are needed. */
    int keep = -1;
    /** 1-based line of {@link #start}. */
    long line = 1;

    private long base;
    private int filled;
    private boolean last;
    private long lineAfter = 1;
    private int largest;
    /** The last piece of garbage was cut for its length: what follows belongs to it, blanks too. */
    private boolean insideGarbage;

    private @Nullable EdiSyntax syntax;

    SegmentSource(InputStream in, int limitOfKept) {
        this.in = in;
        this.limitOfKept = limitOfKept;
        this.buffer = new byte[Math.min(FIRST_BUFFER, Math.max(EdiHeader.ENOUGH * 4, limitOfKept))];
        this.largest = buffer.length;
    }

    /** Reads bytes in memory where they are. */
    SegmentSource(byte[] whole) {
        this.in = InputStream.nullInputStream();
        this.limitOfKept = Integer.MAX_VALUE;
        this.buffer = whole;
        this.filled = whole.length;
        this.last = true;
    }

    /** Byte offset in the input of an index into the buffer. */
    long offset(int index) {
        return base + index;
    }

    /** The syntax of the interchange being read. */
    EdiSyntax syntax() {
        if (syntax == null) {
            throw new IllegalStateException("no interchange has begun");
        }
        return syntax;
    }

    /** The largest buffer used so far, in bytes. */
    int largestBuffer() {
        return largest;
    }

    /** Whether an interchange begins right after what was found last. */
    boolean isHeaderNext() {
        return EdiHeader.at(buffer, after, filled) != null;
    }

    /** From now on bytes that are not a header are garbage. */
    void leaveInterchange() {
        syntax = null;
    }

    /** Goes back to an index not before {@link #keep}, which stands on the given line. */
    void rewind(int index, long lineOfIndex) {
        after = index;
        lineAfter = lineOfIndex;
    }

    /** Line feeds between two indexes. */
    long newlines(int from, int to) {
        long count = 0;
        for (int i = from; i < to; i++) {
            if (buffer[i] == '\n') {
                count++;
            }
        }
        return count;
    }

    Kind next() throws IOException {
        skipBlanks();
        line = lineAfter;
        bad = -1;
        if (start >= filled) {
            end = after = start;
            return Kind.END;
        }
        if (filled - start < EdiHeader.ENOUGH && !last) {
            require(EdiHeader.ENOUGH);
        }
        EdiHeader header = EdiHeader.at(buffer, start, filled);
        if (header != null) {
            headerStart = start;
            syntax = header.syntax();
            lineAfter += newlines(start, header.segment());
            start = header.segment();
            line = lineAfter;
            segment(syntax, headerStart);
            return Kind.HEADER;
        }
        return syntax == null ? garbage() : segment(syntax, start);
    }

    private void skipBlanks() throws IOException {
        start = after;
        boolean exact = insideGarbage;
        insideGarbage = false;
        while (true) {
            while (start < filled && !exact && isSkippable(buffer[start])) {
                if (buffer[start] == '\n') {
                    lineAfter++;
                }
                start++;
            }
            after = start;
            if (start < filled || !more(start)) {
                return;
            }
        }
    }

    /** Besides blanks, outside an interchange: padding with NUL, end-of-file marks, a byte order mark. */
    private boolean isSkippable(byte value) {
        if (syntax != null) {
            return syntax.isBlank(value);
        }
        boolean mark = base + start < 3 && (value == (byte) 0xef || value == (byte) 0xbb || value == (byte) 0xbf);
        return value == '\r' || value == '\n' || value == ' ' || value == '\t' || value == 0 || value == 0x1a || mark;
    }

    private Kind segment(EdiSyntax syntax, int from) throws IOException {
        int kept = keep;
        if (keep < 0) {
            keep = from;
        }
        try {
            while (true) {
                boolean terminated = syntax.scan(buffer, start, filled, last, scan);
                boolean decided = terminated || last || scan.end < filled - EdiHeader.ENOUGH;
                if (decided) {
                    finish(scan.end, terminated);
                    return terminated ? Kind.SEGMENT : Kind.UNTERMINATED;
                }
                if (filled - keep > limitOfKept) {
                    finish(filled, false);
                    return Kind.CHUNK;
                }
                more(start);
            }
        } finally {
            keep = kept < 0 ? -1 : keep;
        }
    }

    private void finish(int at, boolean terminated) {
        end = at;
        after = terminated ? at + 1 : at;
        bad = scan.bad;
        lineAfter += scan.newlines + (terminated && buffer[at] == '\n' ? 1 : 0);
    }

    private Kind garbage() throws IOException {
        int looked = start + 1;
        keep = start;
        while (true) {
            int found = EdiHeader.find(buffer, looked, filled);
            boolean decided = found >= 0 && (last || filled - found >= EdiHeader.ENOUGH);
            int until = decided ? found : last ? filled : -1;
            if (until < 0 && filled - start > limitOfKept) {
                until = Math.max(looked, filled - EdiHeader.ENOUGH);
            }
            if (until >= 0) {
                end = after = until;
                lineAfter += newlines(start, until);
                keep = -1;
                insideGarbage = !decided && !last;
                return Kind.GARBAGE;
            }
            int shift = start;
            looked = Math.max(looked, filled - EdiHeader.ENOUGH);
            more(start);
            looked += start - shift;
        }
    }

    private void require(int bytes) throws IOException {
        while (filled - start < bytes && more(start)) {
            // more() has read what there was
        }
    }

    /** Reads until the buffer is full; false at the end of input. Moves or grows the buffer when it is full already. */
    private boolean more(int from) throws IOException {
        if (last) {
            return false;
        }
        makeRoom(keep >= 0 ? Math.min(keep, from) : from);
        while (filled < buffer.length) {
            int count = in.read(buffer, filled, buffer.length - filled);
            if (count < 0) {
                last = true;
                break;
            }
            filled += count;
        }
        return true;
    }

    private void makeRoom(int first) {
        if (first > 0) {
            System.arraycopy(buffer, first, buffer, 0, filled - first);
            filled -= first;
            base += first;
            start -= first;
            end -= first;
            after -= first;
            headerStart -= first;
            keep = keep < 0 ? -1 : keep - first;
        }
        if (filled > buffer.length / 2) {
            buffer = Arrays.copyOf(buffer, (int) Math.min(2L * buffer.length, Integer.MAX_VALUE - 8));
            largest = Math.max(largest, buffer.length);
        }
    }
}
