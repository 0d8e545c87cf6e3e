package io.caravanserai.edi;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Cuts X12 and EDIFACT input into its messages, each as an interchange of its own. Memory is bounded by the longest
 * message allowed, whatever the length of the input.
 *
 * <p>Bad content never throws: each piece that cannot be trusted is handed over as a part with a fault and reading goes
 * on. The unit of trust is the message (ST..SE, UNH..UNT), which carries its own count and reference: a message that is
 * whole is good even when a neighbour or its group or interchange trailer is not. A trailer that is missing or does not
 * fit is reported by a part of its own, with the bytes of the trailer, or of the header when there is no trailer.
 * Nothing is lost: every byte stands in a part or is an envelope segment or a blank between segments.
 */
public final class EdiSplitter {
    /** Messages up to this size are taken unless another limit is given: 8 MiB. */
    public static final int DEFAULT_LONGEST_MESSAGE = 8 * 1024 * 1024;

    private static final int GREATEST_LIMIT = 512 * 1024 * 1024;

    private final int longestMessage;

    public EdiSplitter() {
        this(DEFAULT_LONGEST_MESSAGE);
    }

    /**
     * @param longestMessage limit of one message in bytes; the buffer may grow to twice as much
     * @throws IllegalArgumentException when below 1024 or above 512 MiB
     */
    public EdiSplitter(int longestMessage) {
        if (longestMessage < 1024 || longestMessage > GREATEST_LIMIT) {
            throw new IllegalArgumentException("longest EDI message: " + longestMessage + " bytes is outside 1024 to "
                    + GREATEST_LIMIT + "; choose a value between");
        }
        this.longestMessage = longestMessage;
    }

    /** Takes the parts in the order of the input, and learns which interchange they stand in. */
    @FunctionalInterface
    public interface Sink {
        void accept(EdiPart part) throws IOException;

        /** An interchange has begun: its parts follow, up to {@link #closed}. */
        default void opened(InterchangeHeader header) throws IOException {}

        /**
         * A segment around messages, as it was sent with its terminator: ISA, UNB with its UNA, GS, UNG, TA1 and the
         * trailers. One that is wrong comes again as a refused part with the same offset.
         *
         * @param segmentNumber in its interchange, ISA or UNB is 1
         * @param offset byte offset in the input
         */
        default void envelope(byte[] segment, long segmentNumber, long offset) throws IOException {}

        /** The interchange has ended, by its trailer or without one. */
        default void closed(InterchangeReport report) throws IOException {}

        /**
         * Further faults of a good message, placed in the input as {@link EdiPart#placed} does. It was handed over and
         * stays so; the report calls it rejected when there are any.
         */
        default List<EdiFault> examine(EdiPart message) {
            return List.of();
        }
    }

    /**
     * Reads to the end of the stream; the stream is not closed.
     *
     * @throws IOException from reading the stream or from the sink
     */
    public void split(InputStream in, Sink sink) throws IOException {
        run(in, sink);
    }

    /** As {@link #split(InputStream, Sink)} for bytes in memory, which are neither copied nor changed. */
    public void split(byte[] whole, Sink sink) throws IOException {
        new SplitRun(new SegmentSource(whole), sink, longestMessage).run();
    }

    /** As {@link #split}, and tells the largest buffer that was needed, in bytes. */
    int run(InputStream in, Sink sink) throws IOException {
        SegmentSource source = new SegmentSource(in, longestMessage);
        new SplitRun(source, sink, longestMessage).run();
        return source.largestBuffer();
    }
}
