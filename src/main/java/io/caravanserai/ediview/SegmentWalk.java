package io.caravanserai.ediview;

import io.caravanserai.edi.EdiDelimiters;
import io.caravanserai.edi.EdiFault;
import io.caravanserai.edi.EdiNode;
import io.caravanserai.edi.EdiPart;
import io.caravanserai.edi.EdiSyntaxException;
import io.caravanserai.edi.EdiTokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks the segments of a piece of an interchange, good or refused, each with its place in the input. */
final class SegmentWalk {
    private static final Set<String> FIRST = Set.of("ST", "UNH");
    private static final Set<String> LAST = Set.of("SE", "UNT");

    private final EdiTokenizer tokens;
    private final int from;
    private final long firstNumber;
    private final long firstOffset;
    private final boolean untilTrailer;
    private long read;
    private boolean ended;
    private @Nullable EdiFault fault;

    private SegmentWalk(EdiTokenizer tokens, int from, long firstNumber, long firstOffset, boolean untilTrailer) {
        this.tokens = tokens;
        this.from = from;
        this.firstNumber = firstNumber;
        this.firstOffset = firstOffset;
        this.untilTrailer = untilTrailer;
    }

    /** The segments of a good message, from its header to its trailer. */
    static SegmentWalk ofMessage(EdiPart part) {
        EdiTokenizer probe = new EdiTokenizer(part.bytes());
        do {
            probe.next();
        } while (!FIRST.contains(probe.tag()));
        return new SegmentWalk(
                new EdiTokenizer(part.bytes()), (int) probe.offset(), part.segmentNumber(), part.offset(), true);
    }

    /** The segments of any bytes of the interchange that begins with this header. */
    static SegmentWalk of(byte[] header, byte[] bytes, long number, long offset) {
        byte[] all = Arrays.copyOf(header, header.length + bytes.length);
        System.arraycopy(bytes, 0, all, header.length, bytes.length);
        return new SegmentWalk(new EdiTokenizer(all), header.length, number, offset, false);
    }

    /** The header segment itself. */
    static SegmentWalk ofHeader(byte[] header, long offset) {
        return new SegmentWalk(new EdiTokenizer(header), 0, 1, offset, false);
    }

    /** Steps to the next segment, readable or not. */
    boolean next() {
        do {
            if (ended || !step()) {
                return false;
            }
        } while (tokens.offset() < from);
        read++;
        ended = untilTrailer && LAST.contains(tokens.tag());
        return true;
    }

    private boolean step() {
        fault = null;
        try {
            return tokens.next();
        } catch (EdiSyntaxException e) {
            fault = e.fault();
            return true;
        }
    }

    EdiDelimiters delimiters() {
        return tokens.delimiters();
    }

    EdiNode segment() {
        return tokens.segment();
    }

    /** Where the segment stands in the bytes that are walked. */
    long innerOffset() {
        return tokens.offset();
    }

    long number() {
        return firstNumber + read - 1;
    }

    long offset() {
        return firstOffset + tokens.offset() - from;
    }

    /** Why this segment cannot be read, placed in the input; none when it can. */
    List<EdiFault> faults() {
        return fault == null
                ? List.of()
                : List.of(new EdiFault(fault.code(), fault.message(), number(), offset(), fault.segment()));
    }
}
