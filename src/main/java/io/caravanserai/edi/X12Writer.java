package io.caravanserai.edi;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Writes one X12 interchange with one functional group, or with none when it only acknowledges: header widths, control
 * numbers, counts (X12.5, X12.6).
 * Characters equal to a delimiter, control characters and those outside the character set are replaced and noted.
 */
public final class X12Writer {
    /**
     * The delimiters of an interchange. ISA tells them to the reader.
     *
     * @param lineBreaks whether a line feed follows each segment terminator
     */
    public record Delimiters(char element, char component, char repetition, char terminator, boolean lineBreaks) {
        /** {@code * > ^ ~} without line breaks. */
        public static final Delimiters USUAL = new Delimiters('*', '>', '^', '~', false);

        public Delimiters {
            String all = "" + element + component + repetition + terminator;
            boolean fit = all.chars().distinct().count() == 4
                    && all.chars().noneMatch(c -> Character.isLetterOrDigit(c) || c == ' ' || c > 0x7e);
            if (!fit) {
                throw new IllegalArgumentException(
                        "X12 delimiters: four different ASCII characters are required, no letter, digit or space");
            }
        }
    }

    /**
     * What ISA and GS say.
     *
     * @param sender ISA05, ISA06
     * @param receiver ISA07, ISA08
     * @param applicationSender GS02, 2 to 15 characters
     * @param applicationReceiver GS03, 2 to 15 characters
     * @param functionalGroup GS01, {@code QM} for 214
     * @param version GS08, {@code 004010}, {@code 005010} and the like; its first five digits become ISA12
     * @param interchangeControl ISA13, 1 to 999999999
     * @param groupControl GS06, 1 to 999999999
     * @param test ISA15: T or P
     * @param acknowledge ISA14: whether a TA1 is asked for
     * @param created ISA09, ISA10, GS04 and GS05 as read on a clock at this offset
     * @param charset of the whole interchange; ASCII is what every receiver takes
     */
    public record Envelope(
            EdiParty sender,
            EdiParty receiver,
            String applicationSender,
            String applicationReceiver,
            String functionalGroup,
            String version,
            long interchangeControl,
            long groupControl,
            boolean test,
            boolean acknowledge,
            OffsetDateTime created,
            Delimiters delimiters,
            Charset charset) {
        private static final Pattern VERSION = Pattern.compile("00[0-9]{4}[A-Z0-9]{0,6}");
        private static final long GREATEST = 999_999_999;

        public Envelope {
            length("ISA05", sender.qualifier(), 2, 2);
            length("ISA06", sender.id(), 1, 15);
            length("ISA07", receiver.qualifier(), 2, 2);
            length("ISA08", receiver.id(), 1, 15);
            length("GS01", functionalGroup, 2, 2);
            length("GS02", applicationSender, 2, 15);
            length("GS03", applicationReceiver, 2, 15);
            number("ISA13", interchangeControl);
            number("GS06", groupControl);
            if (!VERSION.matcher(version).matches()) {
                throw new IllegalArgumentException("GS08: '" + version + "' is not a version such as 004010");
            }
            String all = sender.qualifier()
                    + sender.id()
                    + receiver.qualifier()
                    + receiver.id()
                    + applicationSender
                    + applicationReceiver;
            for (int i = 0; i < all.length(); i++) {
                char c = all.charAt(i);
                if (c < ' ' || c > 0x7e || isDelimiter(delimiters, c)) {
                    throw new IllegalArgumentException(String.format(
                            "ISA and GS: an id holds U+%04X, a delimiter or no ASCII; choose other delimiters or ids",
                            (int) c));
                }
            }
        }

        private static boolean isDelimiter(Delimiters d, char c) {
            return c == d.element() || c == d.component() || c == d.repetition() || c == d.terminator();
        }

        private static void length(String element, String value, int shortest, int longest) {
            if (value.length() < shortest || value.length() > longest) {
                throw new IllegalArgumentException(
                        element + ": '" + value + "' must have " + shortest + " to " + longest + " characters");
            }
        }

        private static void number(String element, long value) {
            if (value < 1 || value > GREATEST) {
                throw new IllegalArgumentException(element + ": " + value + " is outside 1 to " + GREATEST);
            }
        }

        /** An envelope in ASCII with the usual delimiters, whose GS ids are those of ISA. */
        public static Envelope of(
                EdiParty sender,
                EdiParty receiver,
                String functionalGroup,
                String version,
                long control,
                boolean test,
                OffsetDateTime created) {
            return new Envelope(
                    sender,
                    receiver,
                    sender.id(),
                    receiver.id(),
                    functionalGroup,
                    version,
                    control,
                    control,
                    test,
                    false,
                    created,
                    Delimiters.USUAL,
                    StandardCharsets.US_ASCII);
        }
    }

    private final Envelope envelope;
    private final SegmentWriter writer;
    private int messages;
    private boolean acknowledges;

    public X12Writer(Envelope envelope) {
        this.envelope = envelope;
        Delimiters use = envelope.delimiters();
        boolean repeats = envelope.version().substring(0, 5).compareTo("00402") >= 0;
        EdiSyntax syntax = new EdiSyntax(
                false,
                use.element(),
                use.component(),
                repeats ? use.repetition() : EdiSyntax.NONE,
                EdiSyntax.NONE,
                use.terminator(),
                envelope.charset());
        this.writer = new SegmentWriter(syntax, use.lineBreaks(), false, false);
        writer.raw(isa(repeats), true);
    }

    private String isa(boolean repeats) {
        Delimiters use = envelope.delimiters();
        String[] elements = {
            "ISA",
            "00",
            " ".repeat(10),
            "00",
            " ".repeat(10),
            envelope.sender().qualifier(),
            String.format("%-15s", envelope.sender().id()),
            envelope.receiver().qualifier(),
            String.format("%-15s", envelope.receiver().id()),
            format("yyMMdd"),
            format("HHmm"),
            repeats ? String.valueOf(use.repetition()) : "U",
            envelope.version().substring(0, 5),
            String.format("%09d", envelope.interchangeControl()),
            envelope.acknowledge() ? "1" : "0",
            envelope.test() ? "T" : "P",
            String.valueOf(use.component())
        };
        return String.join(String.valueOf(use.element()), elements) + use.terminator();
    }

    private EdiSegment gs() {
        return EdiSegment.of(
                "GS",
                envelope.functionalGroup(),
                envelope.applicationSender(),
                envelope.applicationReceiver(),
                format("yyyyMMdd"),
                format("HHmm"),
                Long.toString(envelope.groupControl()),
                "X",
                envelope.version());
    }

    private String format(String pattern) {
        return envelope.created().format(DateTimeFormatter.ofPattern(pattern, Locale.ROOT));
    }

    /**
     * Adds an interchange acknowledgement, which stands before the group (X12.5).
     *
     * @throws IllegalStateException after a transaction set
     */
    public void acknowledge(EdiSegment ta1) {
        if (messages > 0) {
            throw new IllegalStateException("TA1 stands before the first transaction set");
        }
        acknowledges = true;
        writer.write(ta1);
    }

    /** Adds a transaction set without an implementation reference. */
    public void message(String type, List<EdiSegment> body) {
        message(type, "", body);
    }

    /**
     * Adds a transaction set.
     *
     * @param type ST01
     * @param implementation ST03, empty for none
     * @param body the segments between ST and SE
     */
    public void message(String type, String implementation, List<EdiSegment> body) {
        if (messages == 0) {
            writer.write(gs());
        }
        String control = String.format("%04d", ++messages);
        long before = writer.segments();
        writer.write(EdiSegment.of("ST", type, control, implementation));
        body.forEach(writer::write);
        writer.write(EdiSegment.of("SE", Long.toString(writer.segments() - before + 1), control));
    }

    /**
     * Closes the interchange; the writer is of no use afterwards.
     *
     * @throws IllegalStateException when it holds neither a transaction set nor an acknowledgement
     */
    public WrittenInterchange finish() {
        if (messages == 0 && !acknowledges) {
            throw new IllegalStateException("an X12 interchange without transaction sets is not written");
        }
        if (messages > 0) {
            writer.write(EdiSegment.of("GE", Integer.toString(messages), Long.toString(envelope.groupControl())));
        }
        writer.write(
                EdiSegment.of("IEA", messages > 0 ? "1" : "0", String.format("%09d", envelope.interchangeControl())));
        return new WrittenInterchange(writer.bytes(), messages, writer.notes());
    }
}
