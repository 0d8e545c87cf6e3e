package io.caravanserai.edi.ack;

import io.caravanserai.edi.EdiNode;
import java.util.ArrayList;
import java.util.List;

/** Reads the tree of a 997 or 999. */
final class X12AckParser {
    private X12AckParser() {}

    /**
     * @param prefix of the segments on errors: AK in a 997, IK in a 999
     */
    static Acknowledgement parse(EdiNode root, String prefix) {
        EdiNode group = only(root, "AK1");
        EdiNode end = only(root, "AK9");
        return new Acknowledgement(
                null,
                List.of(new Acknowledgement.Group(
                        AckReader.text(group, 1),
                        AckReader.text(group, 2),
                        AckReader.text(group, 3),
                        Verdict.ofX12(AckReader.text(end, 1)),
                        AckReader.number(end, 2, 1),
                        AckReader.number(end, 3, 1),
                        AckReader.number(end, 4, 1),
                        AckReader.codes(end, 5),
                        root.children("AK2").stream()
                                .map(set -> set(set, prefix))
                                .toList())));
    }

    private static Acknowledgement.Message set(EdiNode set, String prefix) {
        EdiNode end = only(set, prefix + "5");
        return new Acknowledgement.Message(
                AckReader.text(set, 1),
                AckReader.text(set, 2),
                AckReader.text(set, 3),
                Verdict.ofX12(AckReader.text(end, 1)),
                AckReader.codes(end, 2),
                set.children(prefix + "3").stream()
                        .map(segment -> segment(segment, prefix))
                        .toList());
    }

    private static Acknowledgement.Segment segment(EdiNode segment, String prefix) {
        List<Acknowledgement.Element> elements = new ArrayList<>();
        for (EdiNode element : segment.children(prefix + "4")) {
            elements.add(new Acknowledgement.Element(
                    (int) AckReader.number(element, 1, 1),
                    (int) AckReader.number(element, 1, 2),
                    AckReader.text(element, 2),
                    AckReader.text(element, 3),
                    AckReader.text(element, 4)));
        }
        return new Acknowledgement.Segment(
                AckReader.text(segment, 1),
                AckReader.number(segment, 2, 1),
                AckReader.text(segment, 3),
                AckReader.text(segment, 4),
                elements);
    }

    private static EdiNode only(EdiNode parent, String tag) {
        return parent.children(tag).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(parent + " has no " + tag));
    }
}
