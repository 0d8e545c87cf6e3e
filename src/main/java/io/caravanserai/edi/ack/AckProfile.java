package io.caravanserai.edi.ack;

import io.caravanserai.edi.EdifactWriter;
import io.caravanserai.edi.X12Writer;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Set;

/**
 * How a partner wants interchanges acknowledged.
 *
 * @param format {@code auto} (997 for X12, CONTRL for EDIFACT), {@code 997}, {@code 999} or {@code contrl}
 * @param version GS08 of 997 or 999; empty for that of the interchange acknowledged, or 005010X231A1 for a 999
 * @param lineBreaks whether a line feed follows each segment
 */
public record AckProfile(String format, String version, boolean lineBreaks) {
    private static final Set<String> FORMATS = Set.of("auto", "997", "999", "contrl");
    private static final String GUIDE_OF_999 = "005010X231A1";
    private static final String OLDEST = "004010";

    public AckProfile {
        if (!FORMATS.contains(format)) {
            throw new IllegalArgumentException("format is '" + format + "' but must be auto, 997, 999 or contrl");
        }
        if (!version.matches("(00[0-9]{4}[A-Z0-9]{0,6})?")) {
            throw new IllegalArgumentException("version is '" + version + "' but must be such as 004010");
        }
        if (format.equals("999") && !version.isEmpty() && version.compareTo("005010") < 0) {
            throw new IllegalArgumentException("version is '" + version + "' but a 999 needs 005010 or later");
        }
    }

    /**
     * The acknowledgement as a file.
     *
     * @param control ISA13, GS06 or UNB 0020
     * @throws IllegalArgumentException when the draft cannot be told in this format
     */
    public byte[] write(AckDraft draft, long control, OffsetDateTime now) {
        boolean edifact = draft.standard().equals("EDIFACT");
        if (!format.equals("auto") && format.equals("contrl") != edifact) {
            throw new IllegalArgumentException(
                    "an interchange in " + draft.standard() + " cannot be acknowledged by " + format + ": choose auto");
        }
        return edifact ? contrl(draft, control, now) : x12(draft, control, now);
    }

    private byte[] contrl(AckDraft draft, long control, OffsetDateTime now) {
        String[] syntax = (draft.version() + ":3").split(":", -1);
        int version = syntax[1].equals("4") ? 4 : 3;
        EdifactWriter.Envelope envelope = new EdifactWriter.Envelope(
                EdifactWriter.Envelope.canWrite(syntax[0]) ? syntax[0] : "UNOC",
                version,
                draft.sender(),
                draft.receiver(),
                Long.toString(control),
                draft.test(),
                now,
                ContrlWriter.directory(version),
                "",
                lineBreaks);
        return ContrlWriter.write(envelope, draft.content()).bytes();
    }

    private byte[] x12(AckDraft draft, long control, OffsetDateTime now) {
        boolean named = format.equals("999");
        X12Writer.Delimiters usual = X12Writer.Delimiters.USUAL;
        X12Writer.Envelope envelope = new X12Writer.Envelope(
                draft.sender(),
                draft.receiver(),
                draft.applicationSender(),
                draft.applicationReceiver(),
                "FA",
                named ? version.isEmpty() ? GUIDE_OF_999 : version : version(draft),
                control,
                control,
                draft.test(),
                false,
                now,
                new X12Writer.Delimiters(
                        usual.element(), usual.component(), usual.repetition(), usual.terminator(), lineBreaks),
                StandardCharsets.US_ASCII);
        Acknowledgement content = draft.content();
        // ISA14 asks for a TA1; one that tells an error is sent in any case, as a 997 cannot tell it
        boolean ta1 = draft.asked()
                || (content.interchange() != null && content.interchange().verdict() != Verdict.ACCEPTED);
        return X12AckWriter.write(
                        envelope,
                        named ? AckFormat.X12_999 : AckFormat.X12_997,
                        ta1 ? content : new Acknowledgement(null, content.groups()))
                .bytes();
    }

    private String version(AckDraft draft) {
        if (!version.isEmpty()) {
            return version;
        }
        String told = draft.version().length() < 6 ? "" : draft.version().substring(0, 6);
        return told.matches("00[0-9]{4}") ? told : OLDEST;
    }
}
