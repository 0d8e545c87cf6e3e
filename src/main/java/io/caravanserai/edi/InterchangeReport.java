package io.caravanserai.edi;

import java.util.List;

/**
 * What became of an interchange that was read: enough to acknowledge it (X12 TA1, 997 and 999, EDIFACT CONTRL).
 *
 * <p>Memory is bounded: at most {@link #LISTED} groups, as many accepted and as many rejected messages and as many
 * faults are listed. What comes beyond is counted only, and {@link #complete} is false.
 *
 * @param groups in order, as far as listed
 * @param messages in order, as far as listed
 * @param faults what was refused outside of messages: headers, trailers, stray segments
 * @param messageCount messages that began, refused ones included
 * @param rejectedCount how many of these were rejected
 * @param segmentCount segments read, ISA or UNB and the trailer included
 * @param declared what IEA01 or UNZ 0036 counts, -1 without a number
 * @param trailer how IEA or UNZ fits
 * @param complete whether every group, message and fault is listed
 */
public record InterchangeReport(
        InterchangeHeader header,
        List<Group> groups,
        List<Message> messages,
        List<EdiFault> faults,
        long messageCount,
        long rejectedCount,
        long segmentCount,
        long declared,
        Trailer trailer,
        boolean complete) {
    /** How many entries of one kind are listed. */
    public static final int LISTED = 10_000;

    public InterchangeReport {
        groups = List.copyOf(groups);
        messages = List.copyOf(messages);
        faults = List.copyOf(faults);
    }

    /** How a trailer fits its header and what came between. */
    public enum Trailer {
        OK,
        COUNT_MISMATCH,
        REFERENCE_MISMATCH,
        /** It holds bytes that its character set does not have. */
        UNREADABLE,
        MISSING
    }

    /**
     * A functional group: GS..GE, or UNG..UNE.
     *
     * @param functionalId GS01 such as {@code QM}, or UNG 0038
     * @param sender GS02, or UNG 0040
     * @param receiver GS03, or UNG 0044
     * @param control GS06, or UNG 0048
     * @param version GS08 such as {@code 004010}, or UNG S008 such as {@code D.96A}
     * @param segmentNumber of its header in the interchange
     * @param offset byte offset of its header in the input
     * @param declared what GE01 or UNE 0060 counts, -1 without a number
     * @param counted messages that began in it
     * @param rejected how many of these were rejected
     */
    public record Group(
            String functionalId,
            String sender,
            String receiver,
            String control,
            String version,
            long segmentNumber,
            long offset,
            long declared,
            long counted,
            long rejected,
            Trailer trailer) {
        Group closed(long declaredMessages, long messages, long rejectedMessages, Trailer state) {
            return new Group(
                    functionalId,
                    sender,
                    receiver,
                    control,
                    version,
                    segmentNumber,
                    offset,
                    declaredMessages,
                    messages,
                    rejectedMessages,
                    state);
        }
    }

    /**
     * A transaction set or message; it is accepted when it has no fault.
     *
     * @param type ST01, or UNH 0065
     * @param control ST02, or UNH 0062
     * @param version GS08, or UNH 0052 and 0054 such as {@code D.96A}
     * @param group index of its group in {@link #groups}, -1 without one
     * @param segmentNumber of its ST or UNH in the interchange
     * @param offset byte offset of its ST or UNH in the input
     */
    public record Message(
            String type,
            String control,
            String version,
            int group,
            long segmentNumber,
            long offset,
            List<EdiFault> faults) {
        public Message {
            faults = List.copyOf(faults);
        }

        public boolean accepted() {
            return faults.isEmpty();
        }

        /** Where in the message a fault of it is: ST or UNH is segment 1, as SE01, AK301 and UCS 0096 count. */
        public long segmentOf(EdiFault fault) {
            return fault.segmentNumber() - segmentNumber + 1;
        }
    }
}
