package io.caravanserai.edi;

import io.caravanserai.edi.InterchangeReport.Trailer;
import io.caravanserai.edi.SegmentSource.Kind;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pass of {@link EdiSplitter} over one stream: which envelope is open and what the bytes at hand belong to. */
final class SplitRun {
    private enum State {
        /** Between messages, or outside an interchange when there is no envelope. */
        ENVELOPE,
        /** After ST or UNH; the source keeps the bytes from there. */
        MESSAGE,
        /** In segments that belong to no message; the source keeps the bytes from the first. */
        STRAY
    }

    /** ISA and GS take at most 107 and 90 bytes, UNB with every element some 250. */
    private static final int LONGEST_HEADER = 512;

    private final SegmentSource source;
    private final EdiSplitter.Sink sink;
    private final PartSender parts;
    private final int longestMessage;

    private State state = State.ENVELOPE;
    private boolean anyInterchange;
    /** Segments so far in the interchange, the current one included. */
    private long number;
    /** The current segment's tag, 0 when it has none. */
    private int tag;

    /** What is wrong with the open message or the stray segments. */
    private @Nullable EdiFault fault;

    SplitRun(SegmentSource source, EdiSplitter.Sink sink, int longestMessage) {
        this.source = source;
        this.sink = sink;
        this.parts = new PartSender(source, sink);
        this.longestMessage = longestMessage;
    }

    void run() throws IOException {
        while (true) {
            Kind kind = source.next();
            switch (kind) {
                case END -> {
                    if (!closeInterchange(source.start, "the input ends")) {
                        return;
                    }
                }
                case GARBAGE -> garbage();
                case HEADER -> {
                    if (!closeInterchange(source.headerStart, "another interchange begins")) {
                        openInterchange();
                    }
                }
                default -> segment(kind);
            }
        }
    }

    private void openInterchange() throws IOException {
        if (source.after - source.headerStart > LONGEST_HEADER) {
            number = 1;
            refuseHeader(source.headerStart);
            source.leaveInterchange();
            return;
        }
        Envelope opened = new Envelope(source);
        parts.envelope = opened;
        anyInterchange = true;
        number = 1;
        tag = Tags.of(opened.interchange.tag);
        sink.opened(opened.header);
        sink.envelope(opened.interchange.header, number, opened.interchange.offset);
        if (source.bad >= 0) {
            refuseLevel(opened.interchange, charsetFault());
        }
    }

    private void garbage() throws IOException {
        source.keep = source.start;
        keep(0);
        String code = anyInterchange || source.isHeaderNext() ? EdiFault.GARBAGE : EdiFault.NOT_EDI;
        String message = "no ISA, UNA or UNB begins here; check that the file is X12 or EDIFACT and complete";
        refuse(source.after, new EdiFault(code, message, 0, source.offset(source.start), ""));
    }

    private void segment(Kind kind) throws IOException {
        number++;
        tag = kind == Kind.CHUNK ? 0 : Tags.at(source.buffer, source.start, source.end, source.syntax());
        Tags.Role role = Tags.role(tag, source.syntax().edifact);
        if (role.ofEnvelope && closeKept(source.start, "the next " + Tags.name(tag))) {
            return;
        }
        if (isOverLimit()) {
            tooLarge();
            return;
        }
        switch (state) {
            case MESSAGE -> inMessage(role, kind);
            case STRAY -> inStray();
            default -> inEnvelope(role, kind);
        }
        if (state == State.STRAY && EdiHeader.find(source.buffer, source.start + 1, source.after) >= 0) {
            closeKept(source.after, "another interchange");
        } else if (isOverLimit()) {
            tooLarge();
        }
    }

    private boolean isOverLimit() {
        return source.keep >= 0 && source.after - source.keep > longestMessage;
    }

    private void inEnvelope(Tags.Role role, Kind kind) throws IOException {
        Envelope open = open();
        if (role == Tags.Role.ACKNOWLEDGEMENT
                || role == Tags.Role.GROUP_TRAILER
                || role == Tags.Role.INTERCHANGE_TRAILER) {
            byte[] segment = Arrays.copyOfRange(source.buffer, source.start, source.after);
            sink.envelope(segment, number, source.offset(source.start));
        }
        switch (role) {
            case MESSAGE_HEADER -> beginMessage(open, kind);
            case GROUP_HEADER -> beginGroup(open);
            case GROUP_TRAILER -> groupTrailer(open);
            case INTERCHANGE_TRAILER -> interchangeTrailer(open);
            case ACKNOWLEDGEMENT -> acknowledgement(open);
            default -> beginStray(strayFault());
        }
    }

    /** TA1 answers an earlier interchange (X12.5) and belongs to no message, so it is a part of its own. */
    private void acknowledgement(Envelope open) throws IOException {
        source.keep = source.start;
        keep(number);
        parts.type = Tags.name(tag);
        parts.hand(open.wrap(source, source.keep), source.offset(source.keep), null);
        release();
    }

    private void beginGroup(Envelope open) throws IOException {
        closeGroup(Tags.name(tag) + " begins another");
        if (source.after - source.start > LONGEST_HEADER) {
            refuseHeader(source.start);
            return;
        }
        Envelope.Level group = open.openGroup(source, number);
        sink.envelope(group.header, number, group.offset);
        if (source.bad >= 0) {
            refuseLevel(group, charsetFault());
        }
    }

    /** Every message gets a copy of its headers, so a long one would multiply the input. */
    private void refuseHeader(int from) throws IOException {
        source.keep = from;
        keep(number);
        refuse(
                source.after,
                at(
                        EdiFault.TOO_LARGE,
                        "this header is longer than " + LONGEST_HEADER + " bytes; ask the sender to correct it"));
    }

    private void beginMessage(Envelope open, Kind kind) throws IOException {
        SegmentView segment = Envelope.view(source, open.syntax);
        open.countMessage();
        source.keep = source.start;
        keep(number);
        parts.type = open.syntax.edifact ? segment.text(2, 1) : segment.text(1, 1);
        parts.control = open.syntax.edifact ? segment.text(1, 1) : segment.text(2, 1);
        parts.version = open.version(segment);
        state = State.MESSAGE;
        if (!open.syntax.edifact && open.group == null) {
            fault = at(EdiFault.ENVELOPE_MISSING, "ST stands outside a group; ask the sender for its GS");
        }
        noteFaults(kind);
    }

    private void inMessage(Tags.Role role, Kind kind) throws IOException {
        if (role == Tags.Role.MESSAGE_TRAILER) {
            endMessage();
        } else {
            noteFaults(kind);
        }
    }

    /** Remembers the first fault; a segment cut short ends the message at once. */
    private void noteFaults(Kind kind) throws IOException {
        if (kind == Kind.UNTERMINATED) {
            closeKept(source.after, "the end of its last segment");
        } else if (fault == null && tag == 0 && kind == Kind.SEGMENT) {
            fault = at(
                    EdiFault.INVALID_TAG, "this segment does not begin with a segment tag; correct it and send again");
        } else if (fault == null && source.bad >= 0) {
            fault = charsetFault();
        }
    }

    private void endMessage() throws IOException {
        Envelope open = open();
        SegmentView trailer = Envelope.view(source, open.syntax);
        long segments = number - parts.number + 1;
        String name = Tags.name(tag);
        if (fault == null && source.bad >= 0) {
            fault = charsetFault();
        }
        if (fault == null && !Envelope.sameNumber(trailer.text(1, 1), Long.toString(segments))) {
            fault = at(
                    EdiFault.SEGMENT_COUNT,
                    name + " counts " + trailer.text(1, 1) + " segments, the message has " + segments
                            + "; ask the sender to send it again",
                    1);
        }
        if (fault == null && !trailer.text(2, 1).equals(parts.control)) {
            fault = at(
                    EdiFault.MESSAGE_REFERENCE,
                    name + " refers to " + trailer.text(2, 1) + ", the message is " + parts.control
                            + "; ask the sender to send it again",
                    2);
        }
        byte[] bytes = fault == null
                ? open.wrap(source, source.keep)
                : Arrays.copyOfRange(source.buffer, source.keep, source.after);
        EdiPart part = parts.hand(bytes, source.offset(source.keep), fault);
        parts.reportMessage(fault == null ? sink.examine(part) : List.of(fault));
        release();
    }

    private void beginStray(EdiFault why) {
        source.keep = source.start;
        keep(number);
        fault = why;
        state = State.STRAY;
        inStray();
    }

    private void inStray() {
        if (source.keep < 0) {
            source.keep = source.start;
            parts.move(number);
        }
    }

    private EdiFault strayFault() {
        if (tag == 0) {
            return at(EdiFault.INVALID_TAG, "this segment belongs to no message and has no valid tag");
        }
        return at(EdiFault.STRAY_SEGMENT, "this segment belongs to no message; look for a missing ST or UNH before it");
    }

    private void tooLarge() throws IOException {
        EdiFault why = fault != null && fault.code().equals(EdiFault.TOO_LARGE)
                ? fault
                : at(
                        EdiFault.TOO_LARGE,
                        "longer than " + longestMessage
                                + " bytes; ask the sender for smaller messages or raise the limit");
        if (!refuse(source.after, why)) {
            state = State.STRAY;
            fault = why;
        }
    }

    private void groupTrailer(Envelope open) throws IOException {
        Envelope.Level group = open.group;
        if (group == null) {
            refuseTrailer(EdiFault.ENVELOPE_MISSING, "closes a group that never began");
            return;
        }
        Trailer state = checkTrailer(open, group, group.messages);
        open.closeGroup(group, Envelope.declared(Envelope.view(source, open.syntax)), state);
    }

    private void interchangeTrailer(Envelope open) throws IOException {
        closeGroup(Tags.name(tag) + " ends the interchange");
        Envelope.Level level = open.interchange;
        long expected = open.syntax.edifact && level.groups == 0 ? level.messages : level.groups;
        Trailer state = checkTrailer(open, level, expected);
        leave(open, Envelope.declared(Envelope.view(source, open.syntax)), state);
        source.leaveInterchange();
    }

    private void leave(Envelope open, long declared, Trailer state) throws IOException {
        parts.envelope = null;
        sink.closed(open.tally.report(open.interchange, number, declared, state));
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
            refuseTrailer(EdiFault.CHARSET, charsetFault().message());
            return Trailer.UNREADABLE;
        }
        return Trailer.OK;
    }

    private void refuseTrailer(String code, String found) throws IOException {
        source.keep = source.start;
        keep(number);
        String message = Tags.name(tag) + " " + found + "; whole messages were taken, ask the sender if any is missing";
        refuse(source.after, at(code, message));
    }

    /** Ends what is open, because of what comes; true when reading goes on inside the bytes that were kept. */
    private boolean closeInterchange(int until, String why) throws IOException {
        Envelope open = parts.envelope;
        if (open == null) {
            return false;
        }
        tag = 0;
        if (closeKept(until, why)) {
            return true;
        }
        closeGroup(why);
        refuseLevel(open.interchange, missing(open.interchange, why));
        leave(open, -1, Trailer.MISSING);
        return false;
    }

    private void closeGroup(String why) throws IOException {
        Envelope open = open();
        if (open.group != null) {
            refuseLevel(open.group, missing(open.group, why));
            open.closeGroup(open.group, -1, Trailer.MISSING);
        }
    }

    private EdiFault missing(Envelope.Level level, String why) {
        String message = level.tag + " " + level.control + " has no trailer: " + why
                + "; whole messages were taken, ask the sender if any is missing";
        return new EdiFault(EdiFault.ENVELOPE_MISSING, message, level.segmentNumber, level.offset, level.tag);
    }

    /** Refuses an unfinished message or stray segments; true when an interchange was found inside and is read next. */
    private boolean closeKept(int until, String before) throws IOException {
        if (state == State.ENVELOPE) {
            return false;
        }
        EdiFault why = fault;
        if (state == State.MESSAGE && why == null) {
            String trailer = open().syntax.edifact ? "UNT" : "SE";
            why = at(
                    EdiFault.TRUNCATED,
                    "message " + parts.type + " " + parts.control + " has no " + trailer + " before " + before
                            + "; ask the sender to send it again");
        }
        boolean again = source.keep >= 0 && why != null && refuse(until, why);
        release();
        return again;
    }

    private boolean refuse(int until, EdiFault why) throws IOException {
        parts.report(why, state == State.MESSAGE);
        boolean again = parts.refuse(until, why);
        release();
        return again;
    }

    private void refuseLevel(Envelope.Level level, EdiFault why) throws IOException {
        parts.report(why, false);
        parts.refuseLevel(level, why);
    }

    private void keep(long segmentNumber) {
        parts.begin(segmentNumber);
        fault = null;
    }

    private void release() {
        source.keep = -1;
        state = State.ENVELOPE;
        fault = null;
    }

    private Envelope open() {
        if (parts.envelope == null) {
            throw new IllegalStateException("segment " + number + " read outside an interchange");
        }
        return parts.envelope;
    }

    private EdiFault at(String code, String message) {
        return at(code, message, 0);
    }

    private EdiFault at(String code, String message, int element) {
        return new EdiFault(code, message, number, source.offset(source.start), Tags.name(tag), element);
    }

    private EdiFault charsetFault() {
        byte value = source.buffer[source.bad];
        String message = source.syntax().edifact
                ? EdiCharsets.objection(value, open().header.syntaxId())
                : String.format("byte 0x%02X is a control character; ask the sender to leave it out", value);
        return new EdiFault(EdiFault.CHARSET, message, number, source.offset(source.bad), Tags.name(tag));
    }
}
