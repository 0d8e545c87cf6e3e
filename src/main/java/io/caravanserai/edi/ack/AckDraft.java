package io.caravanserai.edi.ack;

import io.caravanserai.edi.EdiParty;
import io.caravanserai.edi.InterchangeHeader;
import io.caravanserai.edi.InterchangeReport;
import java.util.List;
import java.util.Objects;

/**
 * The acknowledgement of an interchange that was read, before it has a control number: what is kept until it is sent.
 *
 * @param standard {@code X12} or {@code EDIFACT}
 * @param sender of the acknowledgement: whom the interchange was sent to
 * @param receiver of the acknowledgement: who sent the interchange
 * @param applicationSender GS02, empty in EDIFACT
 * @param applicationReceiver GS03, empty in EDIFACT
 * @param version GS08 of the interchange's first group, or its syntax identifier and version such as {@code UNOC:3}
 * @param test whether the interchange was marked as a test
 * @param asked whether the interchange asked for it: ISA14 (a TA1) or UNB 0031
 */
public record AckDraft(
        String standard,
        EdiParty sender,
        EdiParty receiver,
        String applicationSender,
        String applicationReceiver,
        String version,
        boolean test,
        boolean asked,
        Acknowledgement content) {

    /**
     * @throws IllegalArgumentException when the interchange does not say who sent it, or to whom, or under which number
     */
    public static AckDraft of(InterchangeReport report) {
        InterchangeHeader header = report.header();
        EdiParty us = Verdicts.party(header.receiver());
        EdiParty partner = Verdicts.party(header.sender());
        boolean grouped = header.standard().equals("X12") && !report.groups().isEmpty();
        InterchangeReport.Group first = grouped ? report.groups().get(0) : null;
        return new AckDraft(
                header.standard(),
                us,
                partner,
                first == null ? us.id() : first.receiver(),
                first == null ? partner.id() : first.sender(),
                first == null ? header.version() : first.version(),
                header.test(),
                header.acknowledgementRequested(),
                Verdicts.of(report));
    }

    /**
     * The answer to an interchange that was not used because it came before: I18 025, 0085 26.
     *
     * @throws IllegalArgumentException as {@link #of}
     */
    public static AckDraft ofDuplicate(InterchangeReport report) {
        AckDraft draft = of(report);
        Acknowledgement.Interchange first = Objects.requireNonNull(draft.content.interchange());
        Acknowledgement.Interchange refused = new Acknowledgement.Interchange(
                first.control(),
                first.sender(),
                first.receiver(),
                first.date(),
                first.time(),
                Verdict.REJECTED,
                draft.standard.equals("X12") ? FaultCodes.X12.duplicate() : FaultCodes.EDIFACT.duplicate());
        return new AckDraft(
                draft.standard,
                draft.sender,
                draft.receiver,
                draft.applicationSender,
                draft.applicationReceiver,
                draft.version,
                draft.test,
                draft.asked,
                new Acknowledgement(refused, List.of()));
    }

    /** Whether there is anything to say: an interchange of nothing but acknowledgements is answered by none. */
    public boolean due() {
        boolean said = !content.groups().isEmpty();
        boolean faulty = content.interchange() != null && content.interchange().verdict() != Verdict.ACCEPTED;
        return said || faulty || (asked && standard.equals("X12"));
    }

    /** Whether anything in the interchange was refused. */
    public boolean tellsErrors() {
        boolean envelope =
                content.interchange() != null && content.interchange().verdict() != Verdict.ACCEPTED;
        return envelope
                || content.groups().stream()
                        .anyMatch(group -> group.verdict() != Verdict.ACCEPTED
                                || group.sets().stream().anyMatch(set -> set.verdict() != Verdict.ACCEPTED));
    }
}
