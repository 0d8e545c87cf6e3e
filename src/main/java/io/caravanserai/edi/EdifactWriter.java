package io.caravanserai.edi;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Writes one EDIFACT interchange without groups: UNA, UNB to UNZ, references and counts (ISO 9735). Delimiters in data
 * are released; control characters and those outside the character set are replaced and noted.
 */
public final class EdifactWriter {
    /**
     * What UNB and each UNH say.
     *
     * @param syntaxId UNOA to UNOL, UNOW or UNOY; decides the character set
     * @param syntaxVersion 1 to 4; 4 brings the repetition separator and a date with century
     * @param control UNB 0020, 1 to 14 letters and digits
     * @param test UNB 0035
     * @param created UNB S004 as read on a clock at this offset
     * @param directory UNH 0052 and 0054 joined by a dot: {@code D.04A}
     * @param association UNH 0057, empty when none was agreed
     * @param lineBreaks whether a line feed follows each segment
     * @param una whether UNA tells the delimiters, which are those that stand without it
     * @param acknowledge UNB 0031: whether a CONTRL is asked for
     */
    public record Envelope(
            String syntaxId,
            int syntaxVersion,
            EdiParty sender,
            EdiParty receiver,
            String control,
            boolean test,
            OffsetDateTime created,
            String directory,
            String association,
            boolean lineBreaks,
            boolean una,
            boolean acknowledge) {
        private static final Set<String> SYNTAX_IDS = Set.of(
                "UNOA", "UNOB", "UNOC", "UNOD", "UNOE", "UNOF", "UNOG", "UNOH", "UNOI", "UNOJ", "UNOK", "UNOL", "UNOW",
                "UNOY");

        public Envelope {
            if (!SYNTAX_IDS.contains(syntaxId)) {
                throw new IllegalArgumentException("UNB 0001: '" + syntaxId + "' is none of UNOA to UNOL, UNOW, UNOY");
            }
            if (syntaxVersion < 1 || syntaxVersion > 4) {
                throw new IllegalArgumentException("UNB 0002: syntax version " + syntaxVersion + " is outside 1 to 4");
            }
            if (!control.matches("[A-Za-z0-9]{1,14}")) {
                throw new IllegalArgumentException("UNB 0020: '" + control + "' must be 1 to 14 letters and digits");
            }
            if (sender.id().length() > 35 || receiver.id().length() > 35) {
                throw new IllegalArgumentException("UNB 0004 and 0010: ids must not exceed 35 characters");
            }
            if (sender.qualifier().length() > 4 || receiver.qualifier().length() > 4) {
                throw new IllegalArgumentException("UNB 0007: qualifiers must not exceed 4 characters");
            }
            if (!association.matches("[A-Z0-9]{0,6}")) {
                throw new IllegalArgumentException(
                        "UNH 0057: '" + association + "' must be at most 6 letters and digits");
            }
            if (!directory.matches("[A-Z0-9]{1,3}\\.[A-Z0-9]{1,3}")) {
                throw new IllegalArgumentException("UNH S009: '" + directory + "' is not a directory such as D.04A");
            }
        }

        /** Whether the character set of a syntax identifier can be written. */
        public static boolean canWrite(String syntaxId) {
            return SYNTAX_IDS.contains(syntaxId);
        }

        /** An envelope with UNA, without a wish for a CONTRL. */
        public Envelope(
                String syntaxId,
                int syntaxVersion,
                EdiParty sender,
                EdiParty receiver,
                String control,
                boolean test,
                OffsetDateTime created,
                String directory,
                String association,
                boolean lineBreaks) {
            this(
                    syntaxId,
                    syntaxVersion,
                    sender,
                    receiver,
                    control,
                    test,
                    created,
                    directory,
                    association,
                    lineBreaks,
                    true,
                    false);
        }

        /** An envelope in syntax UNOC version 3 with the given directory and no association code. */
        public static Envelope of(
                EdiParty sender,
                EdiParty receiver,
                String control,
                boolean test,
                OffsetDateTime created,
                String directory) {
            return new Envelope("UNOC", 3, sender, receiver, control, test, created, directory, "", false);
        }
    }

    private final Envelope envelope;
    private final SegmentWriter writer;
    private int messages;

    public EdifactWriter(Envelope envelope) {
        this.envelope = envelope;
        boolean repeats = envelope.syntaxVersion() >= 4;
        EdiSyntax syntax = new EdiSyntax(
                true, '+', ':', repeats ? '*' : EdiSyntax.NONE, '?', '\'', EdiCharsets.of(envelope.syntaxId()));
        boolean levelA = envelope.syntaxId().equals("UNOA");
        this.writer = new SegmentWriter(
                syntax,
                envelope.lineBreaks(),
                levelA,
                levelA || envelope.syntaxId().equals("UNOB"));
        if (envelope.una()) {
            writer.raw("UNA:+.?" + (repeats ? '*' : ' ') + "'", false);
        }
        writer.write(unb());
    }

    private EdiSegment unb() {
        String date = format(envelope.syntaxVersion() >= 4 ? "yyyyMMdd" : "yyMMdd");
        return EdiSegment.of(
                "UNB",
                EdiElement.composite(envelope.syntaxId(), Integer.toString(envelope.syntaxVersion())),
                EdiElement.composite(envelope.sender().id(), envelope.sender().qualifier()),
                EdiElement.composite(
                        envelope.receiver().id(), envelope.receiver().qualifier()),
                EdiElement.composite(date, format("HHmm")),
                envelope.control(),
                null,
                null,
                null,
                envelope.acknowledge() ? "1" : null,
                null,
                envelope.test() ? "1" : null);
    }

    private String format(String pattern) {
        return envelope.created().format(DateTimeFormatter.ofPattern(pattern, Locale.ROOT));
    }

    /**
     * Adds a message.
     *
     * @param type UNH 0065
     * @param body the segments between UNH and UNT
     */
    public void message(String type, List<EdiSegment> body) {
        String reference = Integer.toString(++messages);
        String[] directory = envelope.directory().split("\\.", 2);
        long before = writer.segments();
        writer.write(EdiSegment.of(
                "UNH",
                reference,
                EdiElement.composite(type, directory[0], directory[1], "UN", envelope.association())));
        body.forEach(writer::write);
        writer.write(EdiSegment.of("UNT", Long.toString(writer.segments() - before + 1), reference));
    }

    /**
     * Closes the interchange; the writer is of no use afterwards.
     *
     * @throws IllegalStateException when it holds no message
     */
    public WrittenInterchange finish() {
        if (messages == 0) {
            throw new IllegalStateException("an EDIFACT interchange without messages is not written");
        }
        writer.write(EdiSegment.of("UNZ", Integer.toString(messages), envelope.control()));
        return new WrittenInterchange(writer.bytes(), messages, writer.notes());
    }
}
