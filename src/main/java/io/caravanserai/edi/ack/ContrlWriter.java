package io.caravanserai.edi.ack;

import io.caravanserai.edi.EdiElement;
import io.caravanserai.edi.EdiParty;
import io.caravanserai.edi.EdiSegment;
import io.caravanserai.edi.EdifactWriter;
import io.caravanserai.edi.WrittenInterchange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes an acknowledgement as EDIFACT CONTRL of syntax versions 3 and 4 (ISO 9735-4). Of several error codes the first
 * is told, as a CONTRL has one place for each level.
 */
public final class ContrlWriter {
    private ContrlWriter() {}

    /** Directory of the message: {@code D.3} for syntax versions up to 3, {@code 4.1} for version 4. */
    public static String directory(int syntaxVersion) {
        return syntaxVersion >= 4 ? "4.1" : "D.3";
    }

    /**
     * @throws IllegalArgumentException when the acknowledgement says nothing of the interchange
     */
    public static WrittenInterchange write(EdifactWriter.Envelope envelope, Acknowledgement ack) {
        Acknowledgement.Interchange interchange = ack.interchange();
        if (interchange == null || interchange.sender() == null || interchange.receiver() == null) {
            throw new IllegalArgumentException("CONTRL: the interchange with its sender and receiver is required");
        }
        List<EdiSegment> body = new ArrayList<>();
        body.add(EdiSegment.of(
                "UCI",
                interchange.control(),
                party(interchange.sender()),
                party(interchange.receiver()),
                interchange.verdict().edifact(),
                interchange.error()));
        for (Acknowledgement.Group group : ack.groups()) {
            if (!group.control().isEmpty()) {
                body.add(EdiSegment.of(
                        "UCF", group.control(), null, null, group.verdict().edifact(), first(group.errors())));
            }
            group.sets().forEach(set -> message(set, body));
        }
        EdifactWriter writer = new EdifactWriter(envelope);
        writer.message("CONTRL", body);
        return writer.finish();
    }

    private static EdiElement party(EdiParty party) {
        return EdiElement.composite(party.id(), party.qualifier());
    }

    private static void message(Acknowledgement.Message message, List<EdiSegment> body) {
        String[] directory = (message.version() + ".").split("\\.", -1);
        body.add(EdiSegment.of(
                "UCM",
                message.control(),
                EdiElement.composite(message.type(), directory[0], directory[1], "UN"),
                message.verdict().edifact(),
                first(message.errors())));
        for (Acknowledgement.Segment segment : message.segments()) {
            body.add(EdiSegment.of("UCS", Long.toString(segment.position()), segment.error()));
            for (Acknowledgement.Element element : segment.elements()) {
                // 0098 counts the tag as the first element
                body.add(EdiSegment.of(
                        "UCD",
                        element.error(),
                        EdiElement.composite(
                                Integer.toString(element.position() + 1),
                                element.component() == 0 ? null : Integer.toString(element.component()))));
            }
        }
    }

    private static @Nullable String first(List<String> errors) {
        return errors.isEmpty() ? null : errors.get(0);
    }
}
