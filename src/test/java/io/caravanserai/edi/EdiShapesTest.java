package io.caravanserai.edi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** However an X12 file is laid out, its transaction sets hold the same segments. */
class EdiShapesTest {
    private static final String CANONICAL =
            EdiSamples.text("ltl-214-004010.edi").replace("\n", "");

    @Property(tries = 300)
    void layoutChangesNothing(
            @ForAll("delimiters") List<Character> delimiters,
            @ForAll("lineEnds") String lineEnd,
            @ForAll("lineEnds") String between,
            @ForAll @IntRange(min = 1, max = 3) int interchanges,
            @ForAll @IntRange(min = 1, max = 3) int groups,
            @ForAll("releases") String release) {
        List<List<String>> expected = new ArrayList<>();
        List<List<String>> once = sets(CANONICAL);
        for (int i = 0; i < interchanges * groups; i++) {
            expected.addAll(once);
        }

        String file = (file(groups, release) + between).repeat(interchanges);
        StringBuilder laidOut = new StringBuilder();
        for (int i = 0; i < file.length(); i++) {
            switch (file.charAt(i)) {
                case '*' -> laidOut.append(delimiters.get(0));
                case '>' -> laidOut.append(delimiters.get(1));
                case '~' -> laidOut.append(delimiters.get(2)).append(lineEnd);
                default -> laidOut.append(file.charAt(i));
            }
        }

        assertThat(sets(laidOut.toString())).isEqualTo(expected);
    }

    private static String file(int groups, String release) {
        int gs = CANONICAL.indexOf("GS*");
        int iea = CANONICAL.indexOf("IEA*");
        String header = CANONICAL.substring(0, gs).replace("*00401*", "*" + release.substring(0, 5) + "*");
        String group = CANONICAL.substring(gs, iea).replace("*004010~", "*" + release + "~");
        return header + group.repeat(groups) + CANONICAL.substring(iea).replace("IEA*1*", "IEA*" + groups + "*");
    }

    /** Each set as its segments' elements, which must be whole and fit the schema. */
    private static List<List<String>> sets(String file) {
        List<List<String>> sets = new ArrayList<>();
        for (EdiPart part : EdiSamples.split(file.getBytes(ISO_8859_1))) {
            assertThat(part.fault()).isNull();
            List<String> segments = new ArrayList<>();
            collect(EdiSamples.tree(part), segments);
            sets.add(segments);
        }
        return sets;
    }

    private static void collect(EdiNode node, List<String> into) {
        for (EdiNode child : node.children()) {
            if (!List.of("ISA", "GS", "GE", "IEA").contains(child.tag())) {
                StringBuilder text = new StringBuilder(child.tag());
                for (int i = 1; i <= child.elements(); i++) {
                    text.append('|').append(child.element(i));
                }
                into.add(text.toString());
                collect(child, into);
            }
        }
    }

    @Provide
    Arbitrary<List<Character>> delimiters() {
        return Arbitraries.shuffle('*', '>', '~', '|', '^', '!', '\u001c', '\u001d', '\u001f', '\\', '\r', '\n')
                .filter(c -> c.get(0) > '\r' && c.get(1) > '\r');
    }

    @Provide
    Arbitrary<String> lineEnds() {
        return Arbitraries.of("", "\n", "\r\n", "\r\n\r\n", "\r");
    }

    @Provide
    Arbitrary<String> releases() {
        return Arbitraries.of("004010", "004060", "005010", "006020", "007010", "008010", "008030");
    }
}
