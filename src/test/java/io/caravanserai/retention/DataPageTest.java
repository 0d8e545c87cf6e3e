package io.caravanserai.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.config.HubProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of docs/operate/data.md tells what the code does: every kind, its setting and whether it is archived. */
class DataPageTest {
    private static final Pattern EXPIRY = Pattern.compile("Expiry\\s*\\.(forgotten|archived)\\(\\s*\"([a-z-]+)\"");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| ([a-z-]+) \\|[^|]+\\|[^|]+\\| `(hub[a-z.-]+)` \\| (\\w+) \\| (yes|no) \\|$");

    /** Kinds that are no rows of a table, and those whose own part deletes them. */
    private static final List<String> ELSEWHERE =
            List.of("raw-messages", "file-copies", "mailbox-files", "webhooks", "label-news", "edi-files");

    @Test
    void everyKindIsToldAsItIs() throws IOException {
        Map<String, String> coded = new HashMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                EXPIRY.matcher(Files.readString(file))
                        .results()
                        .forEach(found ->
                                coded.put(found.group(2), found.group(1).equals("archived") ? "yes" : "no"));
            }
        }
        List<MatchResult> rows = ROW.matcher(Files.readString(Path.of("docs/operate/data.md")))
                .results()
                .toList();

        assertThat(coded).hasSizeGreaterThan(10);
        Map<String, String> told = new HashMap<>();
        rows.stream()
                .filter(row -> !ELSEWHERE.contains(row.group(1)))
                .forEach(row -> told.put(row.group(1), row.group(4)));
        assertThat(told).isEqualTo(coded);
        assertThat(rows).allSatisfy(row -> assertThat(Arrays.stream(HubProperty.values())
                        .filter(property -> property.key().equals(row.group(2)))
                        .map(property -> property.defaultValue().orElse("")))
                .as(row.group())
                .containsExactly(row.group(3)));
    }
}
