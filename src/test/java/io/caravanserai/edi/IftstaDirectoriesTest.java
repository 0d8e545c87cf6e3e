package io.caravanserai.edi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** One schema reads the IFTSTA of every directory, with each segment in the group where that directory has it. */
class IftstaDirectoriesTest {
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/edi/iftsta-directories.csv", useHeadersInDisplayName = true)
    void readsTheMessageOfADirectory(String from, String structure) {
        List<String> expected = new ArrayList<>();
        List<String> segments = new ArrayList<>();
        Deque<String> groups = new ArrayDeque<>(List.of("IFTSTA"));
        for (String word : structure.split(" ", -1)) {
            String tag = word.replaceAll("[()]", "");
            expected.add(groups.peek() + "/" + tag);
            segments.add(tag);
            if (word.startsWith("(")) {
                groups.push(tag);
            }
            word.chars().filter(c -> c == ')').forEach(closing -> groups.pop());
        }

        EdiNode root = EdiSamples.tree(EdiSamples.split(message(from, segments)).get(0));

        List<String> read = new ArrayList<>();
        collect(root, read);
        assertThat(read).filteredOn(place -> !place.startsWith("IFTSTA/UN")).isEqualTo(expected);
    }

    private static String message(String directory, List<String> segments) {
        String release = directory.substring(2);
        return "UNB+UNOC:3+A+B+261120:1000+1'UNH+1+IFTSTA:D:" + release + ":UN'" + String.join("+1'", segments)
                + "+1'UNT+" + (segments.size() + 2) + "+1'UNZ+1+1'";
    }

    private static void collect(EdiNode node, List<String> into) {
        for (EdiNode child : node.children()) {
            into.add(node.tag() + "/" + child.tag());
            collect(child, into);
        }
    }
}
