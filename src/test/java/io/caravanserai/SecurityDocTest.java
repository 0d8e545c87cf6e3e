package io.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/security.md says no more than there is: the tests it names exist, and routes use no more than it says. */
class SecurityDocTest {
    private static final Pattern CITED = Pattern.compile("`([A-Z]\\w+(?:Test|IT))\\.(\\w+)`");
    private static final Pattern SCHEME = Pattern.compile("(?m)^\\s*uri: \"?([a-z-]+):");

    @Test
    void everyTestItNamesExists() throws IOException {
        String doc = Files.readString(Path.of("docs/security.md"));
        TreeMap<String, String> tests = new TreeMap<>();
        for (Path file : files(Path.of("src/test/java"), ".java")) {
            tests.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
        }

        int cited = 0;
        for (Matcher test = CITED.matcher(doc); test.find(); cited++) {
            assertThat(tests).as(test.group()).containsKey(test.group(1));
            assertThat(tests.get(test.group(1))).as(test.group()).contains("void " + test.group(2) + "(");
        }
        assertThat(cited).isGreaterThan(30);
    }

    @Test
    void shippedRoutesUseFewOfCamelsComponents() throws IOException {
        Set<String> schemes = new TreeSet<>();
        for (Path file : files(Path.of("routes"), ".yaml")) {
            Matcher uri = SCHEME.matcher(Files.readString(file));
            while (uri.find()) {
                schemes.add(uri.group(1));
            }
        }

        assertThat(schemes)
                .containsExactly("hub-mailbox", "kafka", "kamelet", "label-queue", "platform-http", "quartz", "sftp");
    }

    private static Iterable<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
