package io.caravanserai.edi;

import java.util.Objects;

/**
 * Why a piece of EDI was refused, and where.
 *
 * @param code stable name of the kind of fault, one of the constants here
 * @param message what is wrong and what to do next; holds control numbers and counts, never other data
 * @param segmentNumber segment at fault, 1-based in its interchange (ISA or UNB is 1); 0 outside an interchange
 * @param offset byte offset of that segment or byte in the input
 * @param segment tag of the segment at fault, empty when there is none
 * @param element 1-based position of the element at fault, 0 when it is the whole segment or not known
 */
public record EdiFault(String code, String message, long segmentNumber, long offset, String segment, int element) {
    /** The input holds no interchange at all. */
    public static final String NOT_EDI = "not_edi";
    /** Bytes before, between or after interchanges. */
    public static final String GARBAGE = "garbage";
    /** A message that never comes to its SE or UNT. */
    public static final String TRUNCATED = "truncated";
    /** SE01 or UNT 0074 is not the number of segments. */
    public static final String SEGMENT_COUNT = "segment_count";
    /** SE02 differs from ST02, or UNT 0062 from UNH 0062. */
    public static final String MESSAGE_REFERENCE = "message_reference";
    /** The count in GE, IEA, UNE or UNZ is wrong. */
    public static final String ENVELOPE_COUNT = "envelope_count";
    /** The control number in GE, IEA, UNE or UNZ is not the one of its header. */
    public static final String ENVELOPE_REFERENCE = "envelope_reference";
    /** GE, IEA, UNE or UNZ is missing, or stands without its header. */
    public static final String ENVELOPE_MISSING = "envelope_missing";
    /** A segment whose tag cannot be a tag. */
    public static final String INVALID_TAG = "invalid_tag";
    /** Segments between messages that belong to none. */
    public static final String STRAY_SEGMENT = "stray_segment";
    /** A segment the message's schema does not permit there. */
    public static final String UNEXPECTED_SEGMENT = "unexpected_segment";
    /** A segment the message's schema requires is not there. */
    public static final String MISSING_SEGMENT = "missing_segment";
    /** Nothing in edi-mappings describes this message type. */
    public static final String UNKNOWN_MESSAGE = "unknown_message";
    /** A byte that the declared character set does not have. */
    public static final String CHARSET = "charset";
    /** A message longer than the configured limit. */
    public static final String TOO_LARGE = "too_large";

    /** A fault of a whole segment. */
    public EdiFault(String code, String message, long segmentNumber, long offset, String segment) {
        this(code, message, segmentNumber, offset, segment, 0);
    }

    public EdiFault {
        Objects.requireNonNull(code, "EDI fault: code is required");
        Objects.requireNonNull(message, "EDI fault: message is required");
        Objects.requireNonNull(segment, "EDI fault: segment is required, empty when there is none");
    }
}
