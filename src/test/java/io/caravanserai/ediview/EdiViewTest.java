package io.caravanserai.ediview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.mapping.MappingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EDI in words, from streams. */
class EdiViewTest {
    private static final Path MAPPINGS = Path.of("edi-mappings");
    private static final String HEADER = "UNB+UNOC:3+A+B+260305:1301+42'";

    private final StringWriter out = new StringWriter();

    @TempDir
    Path folder = Path.of("unset");

    static Stream<Path> samples() throws IOException {
        try (Stream<Path> mappings = Files.walk(MAPPINGS);
                Stream<Path> tests = Files.walk(Path.of("src/test/resources/edi"))) {
            return Stream.concat(mappings, tests)
                    .filter(file -> file.toString().endsWith(".edi"))
                    .filter(file -> !file.endsWith("unknown-segment.edi"))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void namesEverySegmentOfTheSamples(Path sample) throws Exception {
        List<JsonNode> lines = json(Files.readAllBytes(sample));
        assertThat(lines)
                .hasSizeGreaterThan(4)
                .filteredOn(line -> line.has("name"))
                .allSatisfy(line -> assertThat(line.path("name").asText())
                        .as(line.path("tag").asText())
                        .isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "freightline_ltl/samples/two-shipments",
                "bring/samples/delivered",
                "freightline_ltl/samples/truncated"
            })
    void showsASampleAsItWasLookedAt(String sample) throws Exception {
        words(Files.readAllBytes(MAPPINGS.resolve(sample + ".edi")));
        String name = String.valueOf(Path.of(sample).getFileName());
        assertThat(out.toString()).isEqualTo(Files.readString(Path.of("src/test/resources/ediview", name + ".txt")));
    }

    @Test
    void marksAFaultAtItsElement() throws Exception {
        Layout.Tally tally = words(bytes(HEADER + "UNH+1+IFTMIN:D:96A:UN'BGM+610+X+9'UNT+7+1'UNZ+1+42'"));
        assertThat(tally).isEqualTo(new Layout.Tally(1, 1, 1));
        assertThat(out.toString().lines())
                .anySatisfy(line -> assertThat(line).contains("✗ IFTMIN Transport instruction 1"))
                .containsSubsequence(
                        "      01  Segments        7",
                        "      ✗ segment_count at segment 4, byte 64: UNT counts 7 segments, the message has 3;"
                                + " ask the sender to send it again");
    }

    @Test
    void wrapsAFaultBelowItsMark() throws Exception {
        Layout narrow = new WordsLayout(printout(), new Style(false, true, 60), true);
        byte[] bad = bytes(HEADER + "UNH+1+IFTMIN:D:96A:UN'BGM+610+X+9'UNT+7+1'UNZ+1+42'");

        view().show(new ByteArrayInputStream(bad), narrow, m -> true);

        assertThat(out.toString().lines())
                .containsSequence(
                        "      ✗ segment_count at segment 4, byte 64: UNT counts 7",
                        "        segments, the message has 3; ask the sender to send",
                        "        it again");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "UNB+UNOC:3+A+B+260305:1301+42'UNZ+0+42' ~ element +, component :, release ?, segment '",
                "UNB+UNOC:4+A+B+20260305:1301+42'UNZ+0+42' ~ element +, component :, repetition *, release ?, segment '",
                "UNA;|. #!UNB|UNOC;3|A|B|260305;1301|42!UNZ|0|42! ~ element |, component ;, segment !"
            })
    void saysWhatPartsTheInterchange(String interchange, String delimiters) throws Exception {
        words(bytes(interchange));
        assertThat(out.toString().lines()).contains("  delimiters: " + delimiters);
    }

    @Test
    void saysDelimitersThatCannotBeSeenByTheirBytes() throws Exception {
        words(Files.readAllBytes(Path.of("src/test/resources/edi/parcel-214-005010.edi")));
        assertThat(out.toString().lines()).contains("  delimiters: element |, component :, repetition ^, segment 0x1C");
    }

    @Test
    void knowsTheCodesOfStatusMessagesAndAnswers() throws Exception {
        words(bytes(HEADER + "UNH+1+IFTSTA:D:04A:UN'BGM+77+X+9'EQD+CN+TCLU4265727++2+3+5'TDT+20+1+1'LOC+12+DEHAM'"
                + "UNT+6+1'UNH+2+CONTRL:D:3:UN'UCI+42+A+B+4+46'UNT+3+2'UNZ+2+42'"));
        assertThat(out.toString())
                .contains("port of discharge", "import", "main carriage", "character set not supported");
        words(Files.readAllBytes(MAPPINGS.resolve("bluewater_lines/samples/ocean-004010.edi")));
        assertThat(out.toString()).contains("release 4010", "vessel departed", "IMO number", "place of the event");
    }

    @Test
    void tellsABadTrailerAndAMissingOne() throws Exception {
        assertThat(words(bytes(HEADER + "UNH+1+IFTMIN:D:96A:UN'UNT+2+1'UNZ+5+42'"))
                        .faults())
                .isEqualTo(1);
        assertThat(out.toString()).contains("✗ envelope_count at segment 4, byte 60: UNZ counts 5 where 1 came");
        assertThat(words(bytes(HEADER + "UNH+1+IFTMIN:D:96A:UN'UNT+2+1'")).faults())
                .isEqualTo(1);
        assertThat(out.toString()).contains("✗ envelope_missing at segment 1, byte 0: UNB 42 has no trailer");
    }

    @Test
    void showsWhatCanBeReadAroundAnUnreadableSegment() throws Exception {
        words(bytes(HEADER + "UNH+1+IFTMIN:D:96A:UN'1x+?'oops'RFF+CU:77'UNT+4+1'UNZ+1+42'"));
        assertThat(out.toString())
                .contains("? (not in the dictionary)", "1x+?'oops", "invalid_tag", "01.2  Reference  77");
    }

    @Test
    void neverLetsAPartnerSteerTheTerminal() throws Exception {
        byte[] evil = bytes(HEADER + "UNH+1+IFTMIN:D:96A:UN'FTX+AAI+++\u001b[2J\u009b31m\rX'UNT+3+1'UNZ+1+42'");
        words(evil);
        assertThat(out.toString()).contains("\\u001B[2J\\u009B31m").doesNotContain("\u001b", "\u009b", "\r");
        List<JsonNode> lines = json(evil);
        assertThat(out.toString()).doesNotContain("\u001b", "\u009b");
        assertThat(lines.get(2).at("/elements/1/value").asText()).isEqualTo("\u001b[2J\u009b31mX");
    }

    @Test
    void tellsOneMessageOfMany() throws Exception {
        byte[] two = Files.readAllBytes(Path.of("edi-mappings/freightline_ltl/samples/two-shipments.edi"));
        view().show(new ByteArrayInputStream(two), new RawLayout(printout(), false), m -> m.number() == 2);
        assertThat(out.toString()).contains("SHP-4712").doesNotContain("SHP-4711");
    }

    @Test
    void isNotEdi() throws Exception {
        for (byte[] other :
                List.of(new byte[0], bytes("{\"a\":1}"), new byte[] {0, 1, 2, (byte) 0xff, 'I', 'S', 'A'})) {
            assertThat(view().show(new ByteArrayInputStream(other), layout(), m -> true))
                    .isEmpty();
            assertThat(out.toString()).isEmpty();
        }
    }

    @Test
    void endsWithTheReaderOfAnEndlessStream() throws Exception {
        byte[] message = bytes("UNH+1+IFTMIN:D:96A:UN'BGM+610+X+9'UNT+3+1'");
        byte[] header = bytes(HEADER);
        InputStream endless = new InputStream() {
            private long read;

            @Override
            public int read() {
                long at = read++;
                return at < header.length ? header[(int) at] : message[(int) ((at - header.length) % message.length)];
            }

            @Override
            public int read(byte[] into, int from, int length) {
                for (int i = from; i < from + length; i++) {
                    into[i] = (byte) read();
                }
                return length;
            }
        };
        PrintWriter head = new PrintWriter(
                new OutputStream() {
                    private int left = 40 * 1024 * 1024;

                    @Override
                    public void write(int value) throws IOException {
                        if (--left < 0) {
                            throw new IOException("closed");
                        }
                    }
                },
                false,
                StandardCharsets.UTF_8);
        Layout words = new WordsLayout(new Printout(head, () -> false), new Style(false, true, 0), false);
        assertThatThrownBy(() -> view().show(endless, words, m -> true)).isInstanceOf(Printout.Closed.class);
    }

    @Test
    void endsWhenWhatLiesUnderTheWriterHasGone() throws Exception {
        byte[] two = Files.readAllBytes(Path.of("edi-mappings/freightline_ltl/samples/two-shipments.edi"));
        Layout raw = new RawLayout(new Printout(new PrintWriter(out), () -> true), false);
        assertThatThrownBy(() -> view().show(new ByteArrayInputStream(two), raw, m -> true))
                .isInstanceOf(Printout.Closed.class);
    }

    @Test
    void placesEveryFaultOfADictionary() throws Exception {
        Path file = Files.createDirectories(folder.resolve("x12")).resolve("dictionary.yaml");
        Files.writeString(file, "segments:\n  b10: {name: X}\n  LX: {elements: [number 554]}\nkodes: {}\n");
        assertThatThrownBy(() -> Dictionary.load(folder, "x12"))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("dictionary.yaml:2: 'b10' is no segment tag")
                .hasMessageContaining("dictionary.yaml:3: LX needs a name")
                .hasMessageContaining("dictionary.yaml:3: 'number 554' is neither")
                .hasMessageContaining("unknown key 'kodes'");
    }

    private static EdiView view() throws MappingException {
        return new EdiView(MAPPINGS);
    }

    private Printout printout() {
        return new Printout(new PrintWriter(out), () -> false);
    }

    private Layout layout() {
        return new WordsLayout(printout(), new Style(false, true, 0), false);
    }

    private Layout.Tally words(byte[] input) throws Exception {
        out.getBuffer().setLength(0);
        return view().show(new ByteArrayInputStream(input), layout(), m -> true).orElseThrow();
    }

    private List<JsonNode> json(byte[] input) throws Exception {
        out.getBuffer().setLength(0);
        view().show(new ByteArrayInputStream(input), new JsonLayout(printout(), false), m -> true);
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.toString().lines().toList()) {
            lines.add(Json.parse(line.getBytes(StandardCharsets.UTF_8)));
        }
        return lines;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
