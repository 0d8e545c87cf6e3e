package io.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.event.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./hub check} as people and scripts call it. */
class CheckCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void saysThatAllIsWell() {
        assertThat(run("check")).isZero();
        assertThat(out.toString()).matches("\\d+ files, \\d+ carriers: no findings\\R");
    }

    @Test
    void printsOneLineAFinding() throws Exception {
        oneBadRoute();
        assertThat(run("check", "--routes-dir", folder.toString(), "--mappings-dir", mappings()))
                .isEqualTo(1);
        assertThat(out.toString())
                .startsWith(folder + "/hub/bad.camel.yaml:5: error: unknown component 'nope'")
                .contains(" 0 carriers: 1 finding")
                .doesNotContain("\u001b");
    }

    @Test
    void coloursTheSeverityForPeople() throws Exception {
        oneBadRoute();
        run(CommandLine.Help.Ansi.ON, "check", "--routes-dir", folder.toString(), "--mappings-dir", mappings());
        assertThat(out.toString()).contains("\u001b[1m\u001b[31merror");
    }

    @Test
    void printsJsonForScripts() throws Exception {
        oneBadRoute();
        assertThat(run("check", "--json", "--routes-dir", folder.toString(), "--mappings-dir", mappings()))
                .isEqualTo(1);
        var finding =
                Json.parse(out.toString().getBytes(StandardCharsets.UTF_8)).at("/findings/0");
        assertThat(finding.path("file").asText()).endsWith("hub/bad.camel.yaml");
        assertThat(finding.path("line").asInt()).isEqualTo(5);
        assertThat(finding.path("severity").asText()).isEqualTo("error");
        assertThat(finding.path("next_step").asText()).isNotEmpty();
    }

    @Test
    void saysWhatIsWrongWithTheCall() {
        assertThat(run("check", "--routes-dir", "nowhere")).isEqualTo(2);
        assertThat(err.toString()).contains("There is no folder").contains("--routes-dir or HUB_ROUTES_DIR");
        assertThat(run("check", "--mappings-dir", "nowhere")).isEqualTo(2);
        assertThat(run("check", "--jason")).isEqualTo(2);
        assertThat(run("check", "--config", "nowhere.properties")).isEqualTo(2);
    }

    private void oneBadRoute() throws Exception {
        Files.createDirectories(folder.resolve("hub"));
        Files.writeString(
                folder.resolve("hub/bad.camel.yaml"),
                """
                - route:
                    id: bad
                    description: A route to nowhere.
                    from:
                      uri: nope:nowhere
                      steps:
                        - stop: {}
                """);
    }

    /** The hub's own tables and no carrier, which would want routes. */
    private String mappings() throws IOException {
        Path mappings = folder.resolveSibling(folder.getFileName() + "-mappings");
        Path tables = Files.createDirectories(mappings.resolve("harmonized"));
        try (Stream<Path> files = Files.list(Path.of("edi-mappings/harmonized"))) {
            for (Path file : files.toList()) {
                Files.copy(
                        file, tables.resolve(String.valueOf(file.getFileName())), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return mappings.toString();
    }

    @Test
    void looksAtPartnersOnline() throws Exception {
        Path config = Files.writeString(
                folder.resolve("hub.properties"),
                """
                carrier.bring.sftp.enabled=true
                carrier.bring.sftp.host=no-such-host.invalid
                carrier.bring.webhook.secret=env:NO_SUCH_VARIABLE
                """);
        assertThat(run("check", "--online", "--config", config.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains(": no findings\n")
                .containsPattern(
                        "(?m)^failed  routes/carriers/bring.camel.yaml:\\d+: carrier-in-bring-sftp: sftp://no-such-host.invalid:22/outbox: ")
                .containsPattern(
                        "(?m)^closed  routes/carriers/bring.camel.yaml:\\d+: carrier-in-bring-webhook: secret env:NO_SUCH_VARIABLE");
        assertThat(err.toString()).isEmpty();
        out.getBuffer().setLength(0);
        assertThat(run("check", "--online", "--json", "--config", config.toString()))
                .isEqualTo(1);
        assertThat(Json.parse(out.toString().getBytes(StandardCharsets.UTF_8)).path("online"))
                .anyMatch(verdict -> verdict.path("route").asText().equals("carrier-in-bring-sftp")
                        && verdict.path("status").asText().equals("failed"));
    }

    private int run(String... words) {
        return run(CommandLine.Help.Ansi.OFF, words);
    }

    private int run(CommandLine.Help.Ansi ansi, String... words) {
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.setColorScheme(CommandLine.Help.defaultColorScheme(ansi)).execute(words);
    }
}
