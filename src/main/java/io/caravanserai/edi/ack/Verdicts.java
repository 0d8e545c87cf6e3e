package io.caravanserai.edi.ack;

import io.caravanserai.edi.EdiFault;
import io.caravanserai.edi.EdiParty;
import io.caravanserai.edi.InterchangeHeader;
import io.caravanserai.edi.InterchangeReport;
import io.caravanserai.edi.InterchangeReport.Trailer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Makes the acknowledgement of an interchange that was read. Whole messages are taken even when an envelope around them
 * is faulty, so an envelope is rejected only when nothing in it could be used: a sender told so must not send the rest
 * again. Acknowledgements themselves are never acknowledged (X12.56, ISO 9735-4).
 */
final class Verdicts {
    private static final String FUNCTIONAL_ACKNOWLEDGEMENT = "FA";
    private static final String CONTRL = "CONTRL";

    private final InterchangeReport report;
    private final boolean edifact;
    private final FaultCodes codes;

    private Verdicts(InterchangeReport report) {
        this.report = report;
        this.edifact = report.header().standard().equals("EDIFACT");
        this.codes = edifact ? FaultCodes.EDIFACT : FaultCodes.X12;
    }

    /**
     * @throws IllegalArgumentException when the interchange does not say who sent it, or to whom, or under which number
     */
    static Acknowledgement of(InterchangeReport report) {
        Verdicts verdicts = new Verdicts(report);
        return new Acknowledgement(verdicts.interchange(), verdicts.groups());
    }

    private Acknowledgement.Interchange interchange() {
        InterchangeHeader header = report.header();
        String error = report.trailer() == Trailer.OK
                ? report.faults().isEmpty() ? "" : codes.otherOfInterchange()
                : codes.ofInterchange().getOrDefault(report.trailer(), codes.otherOfInterchange());
        boolean useless = report.rejectedCount() == report.messageCount();
        Verdict verdict =
                error.isEmpty() ? Verdict.ACCEPTED : useless ? Verdict.REJECTED : Verdict.ACCEPTED_WITH_ERRORS;
        return new Acknowledgement.Interchange(
                header.control(),
                party(header.sender()),
                party(header.receiver()),
                edifact ? "" : header.date(),
                edifact ? "" : header.time(),
                verdict,
                error);
    }

    static EdiParty party(InterchangeHeader.Party party) {
        return new EdiParty(party.qualifier(), party.id());
    }

    private List<Acknowledgement.Group> groups() {
        List<Acknowledgement.Group> groups = new ArrayList<>();
        List<Acknowledgement.Message> ungrouped = edifact ? messages(-1) : List.of();
        if (!ungrouped.isEmpty()) {
            groups.add(new Acknowledgement.Group("", "", "", interchange().verdict(), 0, 0, 0, List.of(), ungrouped));
        }
        for (int i = 0; i < report.groups().size(); i++) {
            InterchangeReport.Group group = report.groups().get(i);
            if (!group.functionalId().equals(FUNCTIONAL_ACKNOWLEDGEMENT)) {
                groups.add(group(group, messages(i)));
            }
        }
        return groups;
    }

    private Acknowledgement.Group group(InterchangeReport.Group group, List<Acknowledgement.Message> messages) {
        String error = codes.ofGroup().getOrDefault(group.trailer(), "");
        List<String> errors = error.isEmpty() ? List.of() : List.of(error);
        return edifact
                ? new Acknowledgement.Group("", group.control(), "", verdict(group), 0, 0, 0, errors, messages)
                : new Acknowledgement.Group(
                        group.functionalId(),
                        group.control(),
                        group.version(),
                        verdict(group),
                        group.declared() < 0 ? group.counted() : group.declared(),
                        group.counted(),
                        group.counted() - group.rejected(),
                        errors,
                        messages);
    }

    private static Verdict verdict(InterchangeReport.Group group) {
        boolean whole = group.trailer() == Trailer.OK;
        if (group.rejected() == 0 && (whole || group.counted() > 0)) {
            return whole ? Verdict.ACCEPTED : Verdict.ACCEPTED_WITH_ERRORS;
        }
        return group.rejected() == group.counted() ? Verdict.REJECTED : Verdict.PARTIALLY_ACCEPTED;
    }

    private List<Acknowledgement.Message> messages(int group) {
        return report.messages().stream()
                .filter(message -> message.group() == group
                        && !message.type().equals(CONTRL)
                        && !message.type().isBlank()
                        && !message.control().isBlank())
                .map(this::message)
                .toList();
    }

    private Acknowledgement.Message message(InterchangeReport.Message message) {
        List<String> errors = new ArrayList<>();
        List<Acknowledgement.Segment> segments = new ArrayList<>();
        for (EdiFault fault : message.faults()) {
            String segment = codes.ofSegment().get(fault.code());
            boolean placed = segment != null && (edifact || !fault.segment().isEmpty());
            if (placed) {
                segments.add(new Acknowledgement.Segment(
                        edifact ? "" : fault.segment(),
                        Math.max(1, message.segmentOf(fault)),
                        "",
                        Objects.requireNonNull(segment),
                        List.of()));
            }
            // EDIFACT names an error of a segment at the segment alone
            if (!edifact || !placed) {
                errors.add(codes.ofMessage().getOrDefault(fault.code(), codes.otherOfMessage()));
            }
        }
        return new Acknowledgement.Message(
                message.type(),
                message.control(),
                edifact ? message.version() : "",
                message.accepted() ? Verdict.ACCEPTED : Verdict.REJECTED,
                errors.stream().distinct().limit(5).toList(),
                segments);
    }
}
