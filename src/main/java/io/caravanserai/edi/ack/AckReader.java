package io.caravanserai.edi.ack;

import io.caravanserai.edi.EdiNode;
import io.caravanserai.edi.EdiPart;
import io.caravanserai.edi.EdiParty;
import io.caravanserai.edi.EdiSyntaxException;
import io.caravanserai.edi.EdiTokenizer;
import io.caravanserai.edi.EdiTree;
import io.caravanserai.edi.MessageSchema;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one acknowledgement, as an {@link EdiPart} holds it. */
public final class AckReader {
    private final Function<String, @Nullable MessageSchema> schemas;

    /**
     * @param schemas finds those of 997, 999 and CONTRL
     */
    public AckReader(Function<String, @Nullable MessageSchema> schemas) {
        this.schemas = schemas;
    }

    /**
     * @throws EdiSyntaxException with segment, tag and offset when the message does not fit its schema
     * @throws IllegalArgumentException when it is no acknowledgement, or says what no acknowledgement can say
     */
    public ReceivedAck read(byte[] selfContainedInterchange) {
        EdiTokenizer tokens = new EdiTokenizer(selfContainedInterchange);
        tokens.next();
        EdiNode header = tokens.segment();
        while (tokens.next()) {
            switch (tokens.tag()) {
                case "TA1" -> {
                    return received(AckFormat.TA1, header, new Acknowledgement(ta1(tokens.segment()), List.of()));
                }
                case "ST", "UNH" -> {
                    return message(header, EdiTree.parse(selfContainedInterchange, schemas));
                }
                default -> {
                    // GS and UNG stand before the message
                }
            }
        }
        throw new IllegalArgumentException("the interchange holds no acknowledgement");
    }

    private static ReceivedAck message(EdiNode header, EdiNode root) {
        return switch (root.tag()) {
            case "997" -> received(AckFormat.X12_997, header, X12AckParser.parse(root, "AK"));
            case "999" -> received(AckFormat.X12_999, header, X12AckParser.parse(root, "IK"));
            case "CONTRL" -> received(AckFormat.CONTRL, header, ContrlParser.parse(root));
            default ->
                throw new IllegalArgumentException(root.tag() + " is no acknowledgement; 997, 999, TA1 and CONTRL are");
        };
    }

    private static ReceivedAck received(AckFormat format, EdiNode header, Acknowledgement content) {
        if (header.tag().equals("ISA")) {
            return new ReceivedAck(
                    format,
                    party(header, 5, 6),
                    party(header, 7, 8),
                    text(header, 13).strip(),
                    content);
        }
        return new ReceivedAck(format, composite(header, 2), composite(header, 3), text(header, 5), content);
    }

    private static EdiParty party(EdiNode isa, int qualifier, int id) {
        return new EdiParty(text(isa, qualifier).strip(), text(isa, id).strip());
    }

    static EdiParty composite(EdiNode segment, int position) {
        String qualifier = segment.element(position, 2);
        return new EdiParty(
                qualifier == null ? "" : qualifier, text(segment, position).strip());
    }

    private static Acknowledgement.Interchange ta1(EdiNode ta1) {
        String note = text(ta1, 5);
        return new Acknowledgement.Interchange(
                text(ta1, 1),
                null,
                null,
                text(ta1, 2),
                text(ta1, 3),
                Verdict.ofX12(text(ta1, 4)),
                note.equals("000") ? "" : note);
    }

    /** An element, empty when it is absent. */
    static String text(EdiNode segment, int position) {
        String value = segment.element(position);
        return value == null ? "" : value;
    }

    /**
     * @throws IllegalArgumentException naming the element when it is no whole number
     */
    static long number(EdiNode segment, int position, int component) {
        String value = segment.element(position, component);
        try {
            return value == null ? 0 : Long.parseLong(value.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    segment + ": element " + position + " is '" + value + "' but must be a whole number", e);
        }
    }

    /** The codes from this element to the last. */
    static List<String> codes(EdiNode segment, int from) {
        return java.util.stream.IntStream.rangeClosed(from, segment.elements())
                .mapToObj(position -> text(segment, position))
                .filter(code -> !code.isEmpty())
                .limit(5)
                .toList();
    }
}
