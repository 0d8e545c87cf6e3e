package io.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What holds for every page: its links lead somewhere, its commands are commands, and the map has it. */
class DocsTest {
    private static final Path DOCS = Path.of("docs");
    private static final Path MAP = DOCS.resolve("README.md");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final Pattern COMMAND = Pattern.compile("\\./hub ((?:[^|;&>)#\\n\"']|\"[^\"]*\"|'[^']*')+)");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("docs"))) {
            return Stream.concat(files, Stream.of(Path.of("README.md"), Path.of("edi-mappings/README.md")))
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) throws IOException {
        List<String> broken = new ArrayList<>();
        String prose = FENCE.matcher(Files.readString(page)).replaceAll("");
        for (Matcher link = LINK.matcher(prose); link.find(); ) {
            String target = link.group(1);
            if (!target.matches("(https?|mailto):.*") && !isThere(page, target)) {
                broken.add(target);
            }
        }
        assertThat(broken).isEmpty();
    }

    private static boolean isThere(Path page, String target) throws IOException {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        return Files.exists(file)
                && (parts.length == 1
                        || !file.toString().endsWith(".md")
                        || anchors(file).contains(parts[1]));
    }

    /** As GitHub makes them of headings. */
    private static Set<String> anchors(Path page) throws IOException {
        return FENCE.matcher(Files.readString(page))
                .replaceAll("")
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "")
                        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandIsOneThatTheHubTakes(Path page) throws IOException {
        List<String> refused = new ArrayList<>();
        for (Matcher block = FENCE.matcher(Files.readString(page)); block.find(); ) {
            if (Set.of("sh", "bash").contains(block.group(1))) {
                String lines = block.group(2).replace("\\\n", " ");
                for (Matcher command = COMMAND.matcher(lines); command.find(); ) {
                    refusal(command.group(1)).ifPresent(refused::add);
                }
            }
        }
        assertThat(refused).isEmpty();
    }

    private static Optional<String> refusal(String command) {
        List<String> words = new ArrayList<>();
        for (Matcher word = WORD.matcher(command); word.find(); ) {
            words.add(Stream.of(1, 2, 3)
                    .map(word::group)
                    .filter(group -> group != null)
                    .findFirst()
                    .orElse(""));
        }
        try {
            Main.commandLine().parseArgs(words.toArray(String[]::new));
            return Optional.empty();
        } catch (CommandLine.ParameterException e) {
            return Optional.of("./hub " + command + ": " + e.getMessage());
        }
    }

    @Test
    void theMapLeadsToEveryPage() throws IOException {
        String map = Files.readString(MAP);

        assertThat(pages())
                .filteredOn(page -> page.startsWith("docs") && !page.startsWith("docs/adr") && !page.equals(MAP))
                .allSatisfy(page -> assertThat(map).contains("](" + DOCS.relativize(page) + ")"));
    }
}
