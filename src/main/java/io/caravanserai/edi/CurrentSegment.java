package io.caravanserai.edi;

/** The segment that a run is at: its number and tag, and the faults found at it. */
final class CurrentSegment {
    private final SegmentSource source;

    /** Segments so far in the interchange, this one included. */
    long number;

    /** 0 when it has no tag. */
    int tag;

    CurrentSegment(SegmentSource source) {
        this.source = source;
    }

    String name() {
        return Tags.name(tag);
    }

    EdiFault at(String code, String message) {
        return at(code, message, 0);
    }

    EdiFault at(String code, String message, int element) {
        return new EdiFault(code, message, number, source.offset(source.start), name(), element);
    }

    /** The first byte of it that is no text in the character set of its interchange. */
    EdiFault charset(Envelope open) {
        byte value = source.buffer[source.bad];
        String message = open.syntax.edifact
                ? EdiCharsets.objection(value, open.header.syntaxId())
                : String.format("byte 0x%02X is a control character; ask the sender to leave it out", value);
        return new EdiFault(EdiFault.CHARSET, message, number, source.offset(source.bad), name());
    }

    EdiFault stray() {
        if (tag == 0) {
            return at(EdiFault.INVALID_TAG, "this segment belongs to no message and has no valid tag");
        }
        return at(EdiFault.STRAY_SEGMENT, "this segment belongs to no message; look for a missing ST or UNH before it");
    }
}
