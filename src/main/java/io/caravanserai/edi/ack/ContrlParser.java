package io.caravanserai.edi.ack;

import io.caravanserai.edi.EdiNode;
import java.util.ArrayList;
import java.util.List;

/** Reads the tree of a CONTRL. */
final class ContrlParser {
    private ContrlParser() {}

    static Acknowledgement parse(EdiNode root) {
        EdiNode uci = root.children("UCI").get(0);
        List<Acknowledgement.Group> groups = new ArrayList<>();
        Verdict whole = Verdict.ofEdifact(AckReader.text(uci, 4));
        if (!root.children("UCM").isEmpty()) {
            groups.add(group("", whole, List.of(), root));
        }
        for (EdiNode ucf : root.children("UCF")) {
            groups.add(group(
                    AckReader.text(ucf, 1),
                    Verdict.ofEdifact(AckReader.text(ucf, 4)),
                    AckReader.codes(ucf, 5).stream().limit(1).toList(),
                    ucf));
        }
        return new Acknowledgement(
                new Acknowledgement.Interchange(
                        AckReader.text(uci, 1),
                        AckReader.composite(uci, 2),
                        AckReader.composite(uci, 3),
                        "",
                        "",
                        whole,
                        AckReader.text(uci, 5)),
                groups);
    }

    private static Acknowledgement.Group group(String control, Verdict verdict, List<String> errors, EdiNode parent) {
        return new Acknowledgement.Group(
                "",
                control,
                "",
                verdict,
                0,
                0,
                0,
                errors,
                parent.children("UCM").stream().map(ContrlParser::message).toList());
    }

    private static Acknowledgement.Message message(EdiNode ucm) {
        String version = ucm.element(2, 2);
        String release = ucm.element(2, 3);
        return new Acknowledgement.Message(
                AckReader.text(ucm, 2),
                AckReader.text(ucm, 1),
                version == null ? "" : version + "." + (release == null ? "" : release),
                Verdict.ofEdifact(AckReader.text(ucm, 3)),
                AckReader.codes(ucm, 4).stream().limit(1).toList(),
                ucm.children("UCS").stream().map(ContrlParser::segment).toList());
    }

    private static Acknowledgement.Segment segment(EdiNode ucs) {
        List<Acknowledgement.Element> elements = new ArrayList<>();
        for (EdiNode ucd : ucs.children("UCD")) {
            // 0098 counts the tag as the first element
            elements.add(new Acknowledgement.Element(
                    (int) AckReader.number(ucd, 2, 1) - 1,
                    (int) AckReader.number(ucd, 2, 2),
                    "",
                    AckReader.text(ucd, 1),
                    ""));
        }
        return new Acknowledgement.Segment("", AckReader.number(ucs, 1, 1), "", AckReader.text(ucs, 2), elements);
    }
}
