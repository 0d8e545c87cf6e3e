package io.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pastes the commands of the integrator's guide into a shell, in a copy of the project, and
 * holds what they print to what the guide says. Only the numbers of files and carriers may differ.
 */
class GuideTest {
    private static final List<Path> GUIDE =
            List.of(Path.of("docs/integrator-guide.md"), Path.of("docs/integrator-formats.md"));
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```\\n(?:```text\\n(.*?)^```\\n)?");
    private static final Pattern COUNTS = Pattern.compile("\\d+ files, \\d+ carriers");

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void everyCommandPrintsWhatTheGuideSays() throws Exception {
        ProjectCopy project = ProjectCopy.in(folder);
        Process commands = CommandHost.start(folder, Map.of(), folder.resolve("log"));
        int blocks = 0;
        try {
            for (Path page : GUIDE) {
                for (Matcher block = BLOCK.matcher(Files.readString(page)); block.find(); blocks++) {
                    String expected =
                            block.group(2) == null ? "" : block.group(2).strip();
                    assertThat(plain(shell(block.group(1)))).as(block.group(1)).isEqualTo(plain(expected));
                }
            }
        } finally {
            commands.destroyForcibly();
        }
        assertThat(blocks).isGreaterThan(12);
        assertThat(project.sampleTest(0)).contains("acme/samples/payload.json", "odd/samples/first.json");
    }

    private static String plain(String output) {
        return COUNTS.matcher(output).replaceAll("N files, N carriers");
    }

    private String shell(String commands) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", commands)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("HUB_") || name.equals("COLUMNS"));
        builder.start().waitFor();
        return Files.readString(out, StandardCharsets.UTF_8).strip();
    }
}
