package io.caravanserai.edi;

/**
 * What the ISA or UNB of an interchange that was read says, as sent but without padding; empty where it says nothing.
 *
 * @param standard {@code X12} or {@code EDIFACT}
 * @param sender ISA05 and ISA06, or UNB S002
 * @param receiver ISA07 and ISA08, or UNB S003
 * @param control ISA13, or UNB 0020
 * @param date ISA09 ({@code yyMMdd}), or UNB 0017 ({@code yyMMdd}, from syntax version 4 on {@code yyyyMMdd})
 * @param time ISA10, or UNB 0019 ({@code HHmm})
 * @param version ISA12 such as {@code 00401}, or syntax identifier and version such as {@code UNOC:3}
 * @param test ISA15 is T, or UNB 0035 is 1
 * @param acknowledgementRequested ISA14 is 1 (a TA1 is wanted), or UNB 0031 is 1 (a CONTRL is wanted)
 * @param offset byte offset in the input of the ISA, or of the UNB or the UNA before it
 */
public record InterchangeHeader(
        String standard,
        Party sender,
        Party receiver,
        String control,
        String date,
        String time,
        String version,
        boolean test,
        boolean acknowledgementRequested,
        long offset) {

    /**
     * An end of the interchange as sent, which may be faulty; {@link EdiParty} is one fit to be written.
     *
     * @param id ISA06, ISA08, UNB 0004 or 0010
     * @param qualifier ISA05, ISA07 or UNB 0007
     * @param internal UNB 0008 or 0014 and 0042 or 0046 joined by a colon, empty in X12
     */
    public record Party(String id, String qualifier, String internal) {}

    /** UNB 0001 such as {@code UNOC}, which names the character set; of X12 its version. */
    String syntaxId() {
        return version.split(":", 2)[0];
    }

    static InterchangeHeader of(SegmentView view, long offset) {
        return view.syntax().edifact ? unb(view, offset) : isa(view, offset);
    }

    /** X12.5, segment ISA. */
    private static InterchangeHeader isa(SegmentView view, long offset) {
        return new InterchangeHeader(
                view.syntax().name(),
                new Party(view.text(6, 1), view.text(5, 1), ""),
                new Party(view.text(8, 1), view.text(7, 1), ""),
                view.text(13, 1),
                view.text(9, 1),
                view.text(10, 1),
                view.text(12, 1),
                view.text(15, 1).equals("T"),
                view.text(14, 1).equals("1"),
                offset);
    }

    /** ISO 9735-1, segment UNB. */
    private static InterchangeHeader unb(SegmentView view, long offset) {
        return new InterchangeHeader(
                view.syntax().name(),
                party(view, 2),
                party(view, 3),
                view.text(5, 1),
                view.text(4, 1),
                view.text(4, 2),
                view.text(1, 1) + ":" + view.text(1, 2),
                view.text(11, 1).equals("1"),
                view.text(9, 1).equals("1"),
                offset);
    }

    private static Party party(SegmentView view, int element) {
        String sub = view.text(element, 4);
        return new Party(
                view.text(element, 1), view.text(element, 2), view.text(element, 3) + (sub.isEmpty() ? "" : ":" + sub));
    }
}
