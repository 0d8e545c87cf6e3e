package io.caravanserai.edi;

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

    private final SegmentSource source;
    private final EdiSplitter.Sink sink;
    private final PartSender parts;
    private final CurrentSegment current;
    private final EnvelopeRun envelopes;
    private final int longestMessage;

    private State state = State.ENVELOPE;

    /** What is wrong with the open message or the stray segments. */
    private @Nullable EdiFault fault;

    SplitRun(SegmentSource source, EdiSplitter.Sink sink, int longestMessage) {
        this.source = source;
        this.sink = sink;
        this.parts = new PartSender(source, sink);
        this.current = new CurrentSegment(source);
        this.envelopes = new EnvelopeRun(source, sink, parts, current);
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
                case GARBAGE -> envelopes.garbage();
                case HEADER -> {
                    if (!closeInterchange(source.headerStart, "another interchange begins")) {
                        envelopes.openInterchange();
                    }
                }
                default -> segment(kind);
            }
        }
    }

    private void segment(Kind kind) throws IOException {
        current.number++;
        current.tag = kind == Kind.CHUNK ? 0 : Tags.at(source.buffer, source.start, source.end, source.syntax());
        Tags.Role role = Tags.role(current.tag, source.syntax().edifact);
        if (role.ofEnvelope && closeKept(source.start, "the next " + current.name())) {
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
            sink.envelope(segment, current.number, source.offset(source.start));
        }
        switch (role) {
            case MESSAGE_HEADER -> beginMessage(open, kind);
            case GROUP_HEADER -> envelopes.beginGroup(open);
            case GROUP_TRAILER -> envelopes.groupTrailer(open);
            case INTERCHANGE_TRAILER -> envelopes.interchangeTrailer(open);
            case ACKNOWLEDGEMENT -> envelopes.acknowledgement(open);
            default -> beginStray(current.stray());
        }
    }

    private void beginMessage(Envelope open, Kind kind) throws IOException {
        SegmentView segment = Envelope.view(source, open.syntax);
        open.countMessage();
        source.keep = source.start;
        keep(current.number);
        parts.type = open.syntax.edifact ? segment.text(2, 1) : segment.text(1, 1);
        parts.control = open.syntax.edifact ? segment.text(1, 1) : segment.text(2, 1);
        parts.version = open.version(segment);
        state = State.MESSAGE;
        if (!open.syntax.edifact && open.group == null) {
            fault = current.at(EdiFault.ENVELOPE_MISSING, "ST stands outside a group; ask the sender for its GS");
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
        } else if (fault == null && current.tag == 0 && kind == Kind.SEGMENT) {
            fault = current.at(
                    EdiFault.INVALID_TAG, "this segment does not begin with a segment tag; correct it and send again");
        } else if (fault == null && source.bad >= 0) {
            fault = current.charset(open());
        }
    }

    private void endMessage() throws IOException {
        Envelope open = open();
        SegmentView trailer = Envelope.view(source, open.syntax);
        long segments = current.number - parts.number + 1;
        String name = current.name();
        if (fault == null && source.bad >= 0) {
            fault = current.charset(open);
        }
        if (fault == null && !Envelope.sameNumber(trailer.text(1, 1), Long.toString(segments))) {
            fault = current.at(
                    EdiFault.SEGMENT_COUNT,
                    name + " counts " + trailer.text(1, 1) + " segments, the message has " + segments
                            + "; ask the sender to send it again",
                    1);
        }
        if (fault == null && !trailer.text(2, 1).equals(parts.control)) {
            fault = current.at(
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
        keep(current.number);
        fault = why;
        state = State.STRAY;
        inStray();
    }

    private void inStray() {
        if (source.keep < 0) {
            source.keep = source.start;
            parts.move(current.number);
        }
    }

    private void tooLarge() throws IOException {
        EdiFault why = fault != null && fault.code().equals(EdiFault.TOO_LARGE)
                ? fault
                : current.at(
                        EdiFault.TOO_LARGE,
                        "longer than " + longestMessage
                                + " bytes; ask the sender for smaller messages or raise the limit");
        if (!refuse(source.after, why)) {
            state = State.STRAY;
            fault = why;
        }
    }

    /** Ends what is open, because of what comes; true when reading goes on inside the bytes that were kept. */
    private boolean closeInterchange(int until, String why) throws IOException {
        Envelope open = parts.envelope;
        if (open == null) {
            return false;
        }
        current.tag = 0;
        if (closeKept(until, why)) {
            return true;
        }
        envelopes.close(open, why);
        return false;
    }

    /** Refuses an unfinished message or stray segments; true when an interchange was found inside and is read next. */
    private boolean closeKept(int until, String before) throws IOException {
        if (state == State.ENVELOPE) {
            return false;
        }
        EdiFault why = fault;
        if (state == State.MESSAGE && why == null) {
            String trailer = open().syntax.edifact ? "UNT" : "SE";
            why = current.at(
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
            throw new IllegalStateException("segment " + current.number + " read outside an interchange");
        }
        return parts.envelope;
    }
}
