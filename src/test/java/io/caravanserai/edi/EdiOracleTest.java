package io.caravanserai.edi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What we write is what StAEDI and we read, whatever the delimiters, line ends and text. */
class EdiOracleTest {
    private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-03-02T09:15:00+01:00");
    private static final EdiParty ONE = new EdiParty("ZZ", "SENDER");
    private static final EdiParty OTHER = new EdiParty("ZZ", "RECEIVER");

    @Property(tries = 300)
    void readsX12AsStaediDoes(
            @ForAll("bodies") List<EdiSegment> body,
            @ForAll("delimiters") X12Writer.Delimiters delimiters,
            @ForAll("lineEnds") String lineEnd)
            throws Exception {
        X12Writer writer = new X12Writer(new X12Writer.Envelope(
                ONE,
                OTHER,
                "SENDER",
                "RECEIVER",
                "QM",
                "005010",
                7,
                8,
                false,
                false,
                NOW,
                delimiters,
                StandardCharsets.ISO_8859_1));
        writer.message("214", body);
        byte[] written = writer.finish().bytes();
        String end = String.valueOf(delimiters.terminator());
        byte[] input =
                new String(written, ISO_8859_1).replace(end, end + lineEnd).getBytes(ISO_8859_1);

        List<String> ours = Staedi.ourSegments(input);

        assertThat(ours).isEqualTo(Staedi.segments(input)).hasSize(body.size() + 6);
        assertThat(EdiSamples.split(input))
                .hasSize(1)
                .extracting(EdiSamples::fault)
                .containsOnly("");
    }

    @Property(tries = 300)
    void readsEdifactAsStaediDoes(
            @ForAll("bodies") List<EdiSegment> body, @ForAll("lineEnds") String lineEnd, @ForAll boolean withUna)
            throws Exception {
        EdifactWriter writer = new EdifactWriter(
                new EdifactWriter.Envelope("UNOC", 4, ONE, OTHER, "99", true, NOW, "D.04A", "AB01", false));
        writer.message("IFTSTA", body);
        String written = new String(writer.finish().bytes(), ISO_8859_1).substring(withUna ? 0 : 9);
        byte[] input = written.replaceAll("(?<!\\?)(\\?\\?)*'", "$0" + lineEnd).getBytes(ISO_8859_1);

        List<String> ours = Staedi.ourSegments(input);

        assertThat(ours).isEqualTo(Staedi.segments(input)).hasSize(body.size() + 4);
        assertThat(EdiSamples.split(input))
                .hasSize(1)
                .extracting(EdiSamples::fault)
                .containsOnly("");
    }

    @Property(tries = 300)
    void readsBackWhatItWrote(@ForAll("bodies") List<EdiSegment> body) {
        EdifactWriter writer = new EdifactWriter(
                new EdifactWriter.Envelope("UNOW", 4, ONE, OTHER, "99", true, NOW, "D.04A", "", true));
        writer.message("IFTSTA", body);
        writer.message("IFTSTA", body);
        WrittenInterchange written = writer.finish();

        List<EdiPart> parts = EdiSamples.split(written.bytes());

        assertThat(written.notes()).isEmpty();
        assertThat(parts).hasSize(2).extracting(EdiSamples::fault).containsOnly("");
        for (EdiPart part : parts) {
            List<EdiSegment> read = segments(part.bytes());
            assertThat(read.subList(2, read.size() - 2)).isEqualTo(body);
        }
    }

    private static List<EdiSegment> segments(byte[] interchange) {
        List<EdiSegment> segments = new ArrayList<>();
        EdiTokenizer tokens = new EdiTokenizer(interchange);
        while (tokens.next()) {
            EdiNode node = tokens.segment();
            List<EdiElement> elements = new ArrayList<>();
            for (int position = 1; position <= node.elements(); position++) {
                List<List<String>> repetitions = new ArrayList<>();
                for (int r = 1; r <= node.repetitions(position); r++) {
                    List<String> components = new ArrayList<>();
                    for (int c = 1; c <= node.components(position, r); c++) {
                        String value = node.element(position, c, r);
                        components.add(value == null ? "" : value);
                    }
                    repetitions.add(components);
                }
                elements.add(new EdiElement(repetitions));
            }
            segments.add(new EdiSegment(node.tag(), elements));
        }
        return segments;
    }

    @Provide
    Arbitrary<List<EdiSegment>> bodies() {
        // a value neither begins nor ends blank: StAEDI and receivers may trim such
        Arbitrary<String> text = Arbitraries.strings()
                .withChars("ABCxyz019 .,-()/=!\"%&*;<>'+:?~^|#@\u00e5\u00d8\u00fc")
                .ofMinLength(1)
                .ofMaxLength(12)
                .map(value -> "a" + value + "z");
        Arbitrary<List<String>> components = text.list().ofMinSize(1).ofMaxSize(3);
        Arbitrary<EdiElement> element =
                components.list().ofMinSize(1).ofMaxSize(2).map(EdiElement::new);
        Arbitrary<EdiElement> elementOrNone = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, element), net.jqwik.api.Tuple.of(1, Arbitraries.just(EdiElement.EMPTY)));
        Arbitrary<String> tag = Arbitraries.of("BGM", "STS", "DTM", "RFF", "NAD", "LOC", "FTX", "AT7", "MS1", "L11");
        return Combinators.combine(tag, elementOrNone.list().ofMaxSize(4), element)
                .as((name, first, last) -> {
                    List<EdiElement> all = new ArrayList<>(first);
                    all.add(last);
                    return new EdiSegment(name, all);
                })
                .list()
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<X12Writer.Delimiters> delimiters() {
        return Arbitraries.shuffle(
                        '*', '>', '^', '~', '|', ':', '\\', '\u001c', '\u001d', '\u001e', '\u001f', '!', '$', '`')
                .map(c -> new X12Writer.Delimiters(c.get(0), c.get(1), c.get(2), c.get(3), false));
    }

    @Provide
    Arbitrary<String> lineEnds() {
        return Arbitraries.of("", "\n", "\r\n", "\r\n\r\n");
    }
}
