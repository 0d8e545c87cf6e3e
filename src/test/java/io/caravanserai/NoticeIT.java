package io.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** NOTICE against the class path of the packaged hub; needs the package, so it runs in {@code mvn verify}. */
class NoticeIT {
    @Test
    void namesEveryLibraryOnceAndNoOther() throws IOException {
        List<String> libraries = libraries();
        List<String> patterns = patterns();

        assertThat(libraries).hasSizeGreaterThan(100).allSatisfy(library -> assertThat(patterns)
                .filteredOn(library::matches)
                .as("lines of NOTICE for %s", library)
                .hasSize(1));
        assertThat(patterns).allSatisfy(pattern -> assertThat(libraries)
                .as("libraries for this line of NOTICE")
                .anyMatch(library -> library.matches(pattern)));
    }

    /** Every line names a library, who it is from and its licence. */
    @Test
    void saysTheLicenceOfEach() throws IOException {
        assertThat(lines()).allMatch(line -> line.matches("  \\S.*\\s{2,}\\S.*\\s{2,}\\S.*"));
    }

    /** Names without version, such as {@code camel-core}. */
    private static List<String> libraries() throws IOException {
        try (JarFile hub = new JarFile("target/hub.jar")) {
            String classPath = hub.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return List.of(classPath.split(" ", -1)).stream()
                    .map(jar -> jar.substring("lib/".length()).replaceFirst("-\\d[^-]*(-\\d+|\\.Final)?\\.jar$", ""))
                    .toList();
        }
    }

    private static List<String> patterns() throws IOException {
        List<String> patterns = new ArrayList<>();
        for (String line : lines()) {
            for (String name : line.strip().split("\\s{2,}", 2)[0].split(", ", -1)) {
                patterns.add(name.replace(".", "\\.").replace("*", ".*"));
            }
        }
        return patterns;
    }

    private static List<String> lines() throws IOException {
        return Files.readAllLines(Path.of("NOTICE")).stream()
                .filter(line -> line.startsWith("  "))
                .toList();
    }
}
