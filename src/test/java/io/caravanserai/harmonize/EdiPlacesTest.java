package io.caravanserai.harmonize;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.edi.EdiPart;
import io.caravanserai.edi.EdiSamples;
import io.caravanserai.event.InboundMessage.Source;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is wrong with one EDI message of a file is told by its place in the file, however the message reached the hub. */
class EdiPlacesTest {
    private static final MappingLibrary LIBRARY = MappingFolder.load(MappingFolder.REAL);

    /** An interchange of a shipped carrier, and messages that fit it. */
    private enum Standard {
        X12(
                "freightline_ltl",
                """
                ISA*00*          *00*          *ZZ*FRLX           *ZZ*HUB            *260310*0900*U*00401*000000077*0*P*>~
                GS*QM*FRLX*HUB*20260310*0900*77*X*004010~
                """,
                """
                ST*214*%1$d~
                B10*700%1$d*SHP*FRLX~
                LX*1~
                AT7*AF*NS***20260309*1615*LT~
                MS1*CHICAGO*IL*US~
                SE*6*%1$d~
                """,
                """
                GE*3*77~
                IEA*1*000000077~
                """,
                "LX"),
        EDIFACT(
                "bring",
                """
                UNA:+.? '
                UNB+UNOC:3+7080000000000:14+HUB:14+260310:0900+5001'
                """,
                """
                UNH+%1$d+IFTSTA:D:04A:UN'
                BGM+77+5001+9'
                CNI+1+700%1$d'
                STS+1+I::87'
                DTM+78:202603100845:203'
                UNT+6+%1$d'
                """,
                """
                UNZ+3+5001'
                """,
                "STS");

        final String carrier;
        final String begin;
        final String message;
        final String end;
        final String changed;

        Standard(String carrier, String begin, String message, String end, String changed) {
            this.carrier = carrier;
            this.begin = begin;
            this.message = message;
            this.end = end;
            this.changed = changed;
        }

        /** Three messages, of which the second is changed. */
        byte[] file(UnaryOperator<String> change) {
            String messages = IntStream.rangeClosed(1, 3)
                    .mapToObj(n -> n == 2 ? change.apply(message.formatted(n)) : message.formatted(n))
                    .collect(joining());
            return (begin + messages + end).getBytes(ISO_8859_1);
        }

        /** The third or fourth segment becomes one that no schema knows. */
        byte[] withUnknownSegment() {
            return file(second -> second.replace("\n" + changed, "\nXYZ"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSegmentThatTheSchemaDoesNotKnowIsPlacedInTheWholeFile(Standard standard) {
        byte[] file = standard.withUnknownSegment();

        Harmonized result = MappingFolder.harmonize(LIBRARY, standard.carrier, file);

        assertOnlyTheSecondIsMissing(result, place(standard, file));
    }

    @ParameterizedTest
    @EnumSource
    void itHasTheSamePlaceWhenTheIntakeCutTheFile(Standard standard) {
        byte[] file = standard.withUnknownSegment();
        List<EdiPart> parts = EdiSamples.split(file);

        List<Harmonized> results =
                parts.stream().map(part -> harmonize(standard, part)).toList();

        assertThat(parts).hasSize(3);
        assertThat(results.get(0).events()).hasSize(1);
        assertThat(results.get(1).events()).isEmpty();
        assertThat(results.get(1).faults())
                .singleElement()
                .extracting(Fault::place)
                .isEqualTo(place(standard, file));
        assertThat(results.get(2).events()).hasSize(1);
    }

    @Test
    void aSegmentThatIsMissingIsMissedWhereItsLoopEnds() {
        byte[] file =
                Standard.X12.file(second -> second.replaceAll("B10[^~]*~\n", "").replace("SE*6", "SE*5"));

        Harmonized result = MappingFolder.harmonize(LIBRARY, Standard.X12.carrier, file);

        String text = new String(file, ISO_8859_1);
        assertOnlyTheSecondIsMissing(result, "segment 5 (SE) of message 2, byte " + text.indexOf("SE*5*2"));
        assertThat(result.faults().get(0).reason()).contains("ends without B10");
    }

    @Test
    void aLoopIsNamedByItsSegmentInTheMessage() {
        byte[] file = Standard.EDIFACT.file(second -> second.replace("DTM+78", "XYZ+78"));

        Fault fault = MappingFolder.harmonize(LIBRARY, Standard.EDIFACT.carrier, file)
                .faults()
                .get(0);

        assertThat(fault.reason())
                .contains("does not permit XYZ here, in the loop that STS (segment 4 of the message)");
        assertThat(fault.place()).startsWith("segment 5 (XYZ) of message 2, byte ");
    }

    @ParameterizedTest
    @EnumSource
    void aMessageThatNobodyDescribesIsPlacedAtItsHeader(Standard standard) {
        byte[] file = standard.file(second -> second.replace("*214*", "*204*").replace("IFTSTA", "IFTMIN"));

        Harmonized result = MappingFolder.harmonize(LIBRARY, standard.carrier, file);

        String header = standard == Standard.X12 ? "ST" : "UNH";
        String text = new String(file, ISO_8859_1);
        int offset = text.indexOf(header, text.indexOf(header) + 1);
        assertOnlyTheSecondIsMissing(result, "segment 1 (" + header + ") of message 2, byte " + offset);
        assertThat(result.faults().get(0).reason()).contains("no schema describes ");
    }

    @Test
    void aMessageThatNoDocumentReadsIsPlacedToo() {
        byte[] file = Standard.X12.file(second -> second.replace("*214*", "*997*")
                .replaceAll("B10[^~]*~\nLX[^~]*~\nAT7[^~]*~\nMS1[^~]*~", "AK1*QM*1~\nAK9*A*1*1*1~")
                .replace("SE*6", "SE*4"));

        Harmonized result = MappingFolder.harmonize(LIBRARY, Standard.X12.carrier, file);

        assertOnlyTheSecondIsMissing(result, "message 2, byte " + new String(file, ISO_8859_1).indexOf("ST*997"));
        assertThat(result.faults().get(0).reason()).contains("reads this x12 payload");
    }

    /** As what was set aside whole comes when it is replayed. */
    @Test
    void ofSeveralMessagesKeptTogetherThePlaceIsThatInTheKeptBytes() {
        byte[] file = Standard.X12.withUnknownSegment();

        Harmonized result =
                MappingFolder.harmonize(LIBRARY, Standard.X12.carrier, file, new Source("file", "f", 900, 0));

        assertOnlyTheSecondIsMissing(result, place(Standard.X12, file) + " of the part that starts at byte 900");
    }

    private static Harmonized harmonize(Standard standard, EdiPart part) {
        Source source = new Source("file", "f.edi", part.offset(), part.line());
        return MappingFolder.harmonize(LIBRARY, standard.carrier, part.bytes(), source);
    }

    private static String place(Standard standard, byte[] file) {
        int number = standard == Standard.X12 ? 3 : 4;
        return "segment " + number + " (XYZ) of message 2, byte " + new String(file, ISO_8859_1).indexOf("XYZ");
    }

    private static void assertOnlyTheSecondIsMissing(Harmonized result, String place) {
        assertThat(result.events())
                .extracting(event -> event.carrierTrackingId())
                .containsExactly("7001", "7003");
        assertThat(result.faults()).singleElement().extracting(Fault::place).isEqualTo(place);
    }
}
