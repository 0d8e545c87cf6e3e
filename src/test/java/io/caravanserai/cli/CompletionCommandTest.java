package io.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a shell offers after {@code ./hub}, asked of the shells themselves. */
class CompletionCommandTest {
    @TempDir
    Path folder = Path.of("unset");

    private Path script = Path.of("unset");

    @BeforeEach
    void writeTheScript() throws Exception {
        StringWriter out = new StringWriter();
        int exit = Main.commandLine().setOut(new PrintWriter(out)).execute("completion", "bash");
        assertThat(exit).isZero();
        script = Files.writeString(folder.resolve("completion"), out.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "./hub re, replay",
        "./hub re, restore",
        "./hub account k, key",
        "./hub replay --dr, --dry-run",
        "./hub replay --carrier br, bring",
        "./hub completion z, zsh"
    })
    void bashOffersCommandsOptionsAndValues(String typed, String wanted) throws Exception {
        List<String> words = List.of(typed.split(" ", -1));
        String ask =
                """
                . '%s'
                COMP_WORDS=(%s); COMP_CWORD=%d; COMP_LINE='%s'; COMP_POINT=${#COMP_LINE}
                $(complete -p hub | sed 's/.*-F \\([^ ]*\\).*/\\1/')
                printf '%%s\\n' "${COMPREPLY[@]}"
                """
                        .formatted(script, typed, words.size() - 1, typed);

        String offered = run("bash", "-c", ask);

        assertThat(offered.lines()).contains(wanted);
    }

    @Test
    void zshTakesTheScript() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/zsh")) || Files.exists(Path.of("/bin/zsh")), "install zsh");

        String taken = run("zsh", "-f", "-c", ". '" + script + "' && whence -w _complete_hub");

        assertThat(taken).contains("_complete_hub: function");
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }
}
