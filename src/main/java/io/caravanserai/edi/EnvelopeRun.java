package io.caravanserai.edi;

import io.caravanserai.edi.InterchangeReport.Trailer;
import java.io.IOException;

/** What a {@link SplitRun} does between messages: interchanges and groups begin and end, each held to its trailer. */
final class EnvelopeRun {
    /** ISA and GS take at most 107 and 90 bytes, UNB with every element some 250. */
    private static final int LONGEST_HEADER = 512;

    private final SegmentSource source;
    private final EdiSplitter.Sink sink;
    private final PartSender parts;
    private final CurrentSegment current;
    private boolean anyInterchange;

    EnvelopeRun(SegmentSource source, EdiSplitter.Sink sink, PartSender parts, CurrentSegment current) {
        this.source = source;
        this.sink = sink;
        this.parts = parts;
        this.current = current;
    }

    void openInterchange() throws IOException {
        if (source.after - source.headerStart > LONGEST_HEADER) {
            current.number = 1;
            refuseHeader(source.headerStart);
            source.leaveInterchange();
            return;
        }
        Envelope opened = new Envelope(source);
        parts.envelope = opened;
        anyInterchange = true;
        current.number = 1;
        current.tag = Tags.of(opened.interchange.tag);
        sink.opened(opened.header);
        sink.envelope(opened.interchange.header, current.number, opened.interchange.offset);
        if (source.bad >= 0) {
            refuseLevel(opened.interchange, current.charset(opened));
        }
    }

    void garbage() throws IOException {
        source.keep = source.start;
        parts.begin(0);
        String code = anyInterchange || source.isHeaderNext() ? EdiFault.GARBAGE : EdiFault.NOT_EDI;
        String message = "no ISA, UNA or UNB begins here; check that the file is X12 or EDIFACT and complete";
        refuse(new EdiFault(code, message, 0, source.offset(source.start), ""));
    }

    /** TA1 answers an earlier interchange (X12.5) and belongs to no message, so it is a part of its own. */
    void acknowledgement(Envelope open) throws IOException {
        source.keep = source.start;
        parts.begin(current.number);
        parts.type = current.name();
        parts.hand(open.wrap(source, source.keep), source.offset(source.keep), null);
        source.keep = -1;
    }

    void beginGroup(Envelope open) throws IOException {
        closeGroup(open, current.name() + " begins another");
        if (source.after - source.start > LONGEST_HEADER) {
            refuseHeader(source.start);
            return;
        }
        Envelope.Level group = open.openGroup(source, current.number);
        sink.envelope(group.header, current.number, group.offset);
        if (source.bad >= 0) {
            refuseLevel(group, current.charset(open));
        }
    }

    /** Every message gets a copy of its headers, so a long one would multiply the input. */
    private void refuseHeader(int from) throws IOException {
        source.keep = from;
        parts.begin(current.number);
        refuse(current.at(
                EdiFault.TOO_LARGE,
                "this header is longer than " + LONGEST_HEADER + " bytes; ask the sender to correct it"));
    }

    void groupTrailer(Envelope open) throws IOException {
        Envelope.Level group = open.group;
        if (group == null) {
            refuseTrailer(EdiFault.ENVELOPE_MISSING, "closes a group that never began");
            return;
        }
        Trailer state = checkTrailer(open, group, group.messages);
        open.closeGroup(group, Envelope.declared(Envelope.view(source, open.syntax)), state);
    }

    void interchangeTrailer(Envelope open) throws IOException {
        closeGroup(open, current.name() + " ends the interchange");
        Envelope.Level level = open.interchange;
        long expected = open.syntax.edifact && level.groups == 0 ? level.messages : level.groups;
        Trailer state = checkTrailer(open, level, expected);
        leave(open, Envelope.declared(Envelope.view(source, open.syntax)), state);
        source.leaveInterchange();
    }

    /** Ends the open interchange, which has no trailer, because of what comes. */
    void close(Envelope open, String why) throws IOException {
        closeGroup(open, why);
        refuseLevel(open.interchange, missing(open.interchange, why));
        leave(open, -1, Trailer.MISSING);
    }

    private void closeGroup(Envelope open, String why) throws IOException {
        if (open.group != null) {
            refuseLevel(open.group, missing(open.group, why));
            open.closeGroup(open.group, -1, Trailer.MISSING);
        }
    }

    private void leave(Envelope open, long declared, Trailer state) throws IOException {
        parts.envelope = null;
        sink.closed(open.tally.report(open.interchange, current.number, declared, state));
    }

    private Trailer checkTrailer(Envelope open, Envelope.Level level, long expected) throws IOException {
        SegmentView trailer = Envelope.view(source, open.syntax);
        String code = Envelope.mismatch(level, trailer, !open.syntax.edifact, expected);
        if (code != null) {
            String found = EdiFault.ENVELOPE_COUNT.equals(code)
                    ? "counts " + trailer.text(1, 1) + " where " + expected + " came"
                    : "refers to " + trailer.text(2, 1) + ", its " + level.tag + " is " + level.control;
            refuseTrailer(code, found);
            return EdiFault.ENVELOPE_COUNT.equals(code) ? Trailer.COUNT_MISMATCH : Trailer.REFERENCE_MISMATCH;
        }
        if (source.bad >= 0) {
            refuseTrailer(EdiFault.CHARSET, current.charset(open).message());
            return Trailer.UNREADABLE;
        }
        return Trailer.OK;
    }

    private void refuseTrailer(String code, String found) throws IOException {
        source.keep = source.start;
        parts.begin(current.number);
        String message = current.name() + " " + found + "; whole messages were taken, ask the sender if any is missing";
        refuse(current.at(code, message));
    }

    private EdiFault missing(Envelope.Level level, String why) {
        String message = level.tag + " " + level.control + " has no trailer: " + why
                + "; whole messages were taken, ask the sender if any is missing";
        return new EdiFault(EdiFault.ENVELOPE_MISSING, message, level.segmentNumber, level.offset, level.tag);
    }

    private void refuse(EdiFault why) throws IOException {
        parts.report(why, false);
        parts.refuse(source.after, why);
        source.keep = -1;
    }

    private void refuseLevel(Envelope.Level level, EdiFault why) throws IOException {
        parts.report(why, false);
        parts.refuseLevel(level, why);
    }
}
