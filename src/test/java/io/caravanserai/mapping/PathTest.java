package io.caravanserai.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.edi.MessageSchemas;
import io.caravanserai.event.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The short ways that formats have of following a path lead where the general way leads. */
class PathTest {
    private static final String JSON_SELECTORS = "[] [0] [1] [a=x] [a!=x] [b] [b.a=x,y] [a][0]";
    private static final String EDI_SELECTORS = "[] [0] [1] [1=7,14] [2!=A] [2.1] [LOC] [1=14][0]";

    private static final String IFTSTA =
            """
            UNB+UNOC:4+SENDER:14+HUB:30+20260305:1301+42'
            UNH+1+IFTSTA:D:04A:UN:BIG07'
            BGM+77+SENT-1+9'
            NAD+CZ+10099999999::87'
            CNI+1+70300001'
            STS+1+A::87: COLLECTED *B::87:*C+31'
            RFF+CU:SO-1'
            DTM+78:202603031610:203'
            LOC+14+0150:16::OSLO+NO:162'
            GID+1+1'
            PCI+30+ *370001*370002'
            STS+1+I::87:DELIVERED'
            DTM+78:20260305110030:204'
            FTX+ZGR+++https?://example.com/pod'
            LOC+14+5003:16::BERGEN+NO:162'
            LOC+7+5004'
            GID+1+1'
            PCI+30+370003'
            UNT+18+1'
            UNZ+1+42'
            """;

    @Property(tries = 3_000)
    void findsInJsonWhatTheGeneralWayFinds(@ForAll("json") String document, @ForAll("jsonPaths") String path)
            throws Exception {
        assertSame(Payload.of(Json.parse(document.getBytes(UTF_8))), path);
    }

    @Example
    void countsWithinEachItemOfAListAnew() throws Exception {
        String document = "{\"a\":[{\"b\":[\" \",\"x\"]},{\"b\":[\"y\",\"z\"]}]}";

        assertSame(Payload.of(Json.parse(document.getBytes(UTF_8))), "a.b[0]");
    }

    @Property(tries = 3_000)
    void findsInSegmentsWhatTheGeneralWayFinds(@ForAll("ediPaths") String path) throws Exception {
        MessageSchemas schemas = new MessageSchemas(java.nio.file.Path.of("edi-mappings"));

        assertSame(Payload.segments(IFTSTA.getBytes(UTF_8), "1", 0, schemas), path);
    }

    private static <N> void assertSame(Payload<N> payload, String text) {
        Path path = ExpressionParser.parsePath(text, List.of(), new Countries());
        List<String> expected = new ArrayList<>();
        List<String> found = new ArrayList<>();
        path.allTexts(payload.tree(), payload.root(), 0, expected);

        payload.tree().all(payload.root(), path, found);

        assertThat(found).as(text).isEqualTo(expected);
        assertThat(payload.tree().first(payload.root(), path))
                .as(text)
                .isEqualTo(expected.isEmpty() ? null : expected.get(0));
    }

    /** Objects and lists in each other, with nulls and blanks. */
    @Provide
    Arbitrary<String> json() {
        Arbitrary<String> leaf = Arbitraries.of("null", "\"\"", "\" \"", "\"x\"", "\" y \"", "7", "true");
        return Arbitraries.recursive(() -> leaf, PathTest::nested, 1, 4);
    }

    private static Arbitrary<String> nested(Arbitrary<String> inner) {
        Arbitrary<String> lists = inner.list().ofMaxSize(3).map(items -> "[" + String.join(",", items) + "]");
        Arbitrary<String> objects = Arbitraries.maps(Arbitraries.of("a", "b", "c"), inner)
                .ofMaxSize(3)
                .map(fields -> fields.entrySet().stream()
                        .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
                        .collect(Collectors.joining(",", "{", "}")));
        return Arbitraries.oneOf(objects, objects, lists, inner);
    }

    @Provide
    Arbitrary<String> jsonPaths() {
        return paths(List.of("a", "b", "c"), List.of(JSON_SELECTORS.split(" ")));
    }

    @Provide
    Arbitrary<String> ediPaths() {
        return paths(
                List.of("CNI", "STS", "LOC", "GID", "PCI", "NAD", "RFF", "1", "2", "02", "4"),
                List.of(EDI_SELECTORS.split(" ")));
    }

    private static Arbitrary<String> paths(List<String> names, List<String> selectors) {
        Arbitrary<String> selector =
                Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.just("")), Tuple.of(2, Arbitraries.of(selectors)));
        Arbitrary<String> step =
                Combinators.combine(Arbitraries.of(names), selector).as(String::concat);
        return step.list().ofMinSize(1).ofMaxSize(5).map(steps -> String.join(".", steps));
    }
}
