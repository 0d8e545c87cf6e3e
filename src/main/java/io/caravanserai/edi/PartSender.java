package io.caravanserai.edi;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands over parts, with what is known of the message or the refused bytes that the source keeps. */
final class PartSender {
    private final SegmentSource source;
    private final EdiSplitter.Sink sink;

    /** The open interchange, null outside. */
    @Nullable
    Envelope envelope;

    /** Number of the segment that what is kept begins with. */
    long number;

    String type = "";
    String version = "";
    String control = "";
    private long line;
    private @Nullable EdiFault reported;

    PartSender(SegmentSource source, EdiSplitter.Sink sink) {
        this.source = source;
        this.sink = sink;
    }

    /** What follows begins at the source's segment, which has this number; its type is not known yet. */
    void begin(long segmentNumber) {
        move(segmentNumber);
        type = version = control = "";
    }

    /** More of the same begins at the source's segment. */
    void move(long segmentNumber) {
        line = source.line;
        number = segmentNumber;
    }

    /** Hands over the kept bytes as refused. True when an interchange begins inside them: reading goes on there. */
    boolean refuse(int until, EdiFault why) throws IOException {
        int from = source.keep;
        int inner = EdiHeader.find(source.buffer, from + 1, until);
        int to = inner >= 0 ? inner : until;
        long lineOfInner = line + source.newlines(from, to);
        hand(Arrays.copyOfRange(source.buffer, from, to), source.offset(from), why);
        if (inner >= 0) {
            source.rewind(inner, lineOfInner);
        }
        return inner >= 0;
    }

    /** Reports a header by itself. */
    void refuseLevel(Envelope.Level level, EdiFault why) throws IOException {
        type = version = control = "";
        line = level.line;
        number = level.segmentNumber;
        hand(level.header, level.offset, why);
    }

    /** Puts into the report why what is kept is refused; the same fault of several pieces once. */
    void report(EdiFault why, boolean inMessage) {
        if (envelope == null || why.equals(reported)) {
            return;
        }
        reported = why;
        if (inMessage) {
            reportMessage(List.of(why));
        } else {
            envelope.tally.fault(why);
        }
    }

    /** Puts the kept message into the report. */
    void reportMessage(List<EdiFault> faults) {
        if (envelope != null) {
            envelope.endMessage(type, control, version, number, source.offset(source.keep), faults);
        }
    }

    EdiPart hand(byte[] bytes, long offset, @Nullable EdiFault why) throws IOException {
        Envelope open = envelope;
        EdiPart part = new EdiPart(
                bytes,
                offset,
                line,
                number,
                open == null ? "" : open.syntax.name(),
                type,
                version,
                open == null ? "" : open.header.sender().id(),
                open == null ? "" : open.header.receiver().id(),
                open == null ? "" : open.interchange.control,
                open == null ? "" : open.groupControl(),
                control,
                why);
        sink.accept(part);
        return part;
    }
}
