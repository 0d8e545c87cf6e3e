package io.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody reads whose command fails: what it is and what to do next, and nothing of Java. */
class FailuresTest {
    @TempDir
    Path folder = Path.of("unset");

    private record Run(int exit, String out, String err) {}

    private static Run run(List<String> words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words.toArray(String[]::new));
        return new Run(exit, out.toString(), err.toString());
    }

    /** With settings of a hub that is at a port of this machine. */
    private Run at(int port, String command) throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("admin-token"), "token");
        Path config = Files.writeString(
                folder.resolve("hub.properties"), "hub.management.port=" + port + "\nhub.data.dir=" + data + "\n");
        return run(Stream.concat(Stream.of(command.split(" ", -1)), Stream.of("--config", config.toString()))
                .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "account add Shop",
                "account key list A1234567",
                "source list",
                "mailbox list",
                "mailbox remove acme",
                "replay --carrier bring --from 24h",
                "erase --email a@b.example --dry-run"
            })
    void whereNoHubAnswersItSaysHowToStartOne(String command) throws Exception {
        Run run = at(FreePorts.one(), command);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains("No hub answers at http://127.0.0.1:", "./hub run")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            200 | <html>Welcome</html>   | is no hub
            401 | {"detail": "who?"}     | has another admin token than is in
            422 | {"detail": "Too long"} | The hub refused (422): Too long
            """)
    void whatAnswersOtherwiseIsTold(int status, String body, String wanted) throws Exception {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", call -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            call.sendResponseHeaders(status, bytes.length);
            call.getResponseBody().write(bytes);
            call.close();
        });
        other.start();
        try {
            Run run = at(other.getAddress().getPort(), "source list");

            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err()).contains(wanted).doesNotContain("\tat ");
        } finally {
            other.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "edi nowhere.edi",
                "try bring nowhere.edi",
                "try nobody nowhere.edi",
                "label make nowhere.json",
                "label convert nowhere.pdf out.png",
                "restore nowhere.tar.gz",
                "mailbox add acme --key nowhere.pub",
                "account brand A1234567 --logo nowhere.png",
                "run --config nowhere.properties",
                "check --routes-dir nowhere",
                "new carrier acme --by webhook --format json --sample nowhere.json"
            })
    void aFileThatIsNotThereIsNamed(String command) {
        Run run = run(List.of(command.split(" ", -1)));

        assertThat(run.exit()).isBetween(1, 2);
        assertThat(run.err() + run.out()).contains("no").doesNotContain("\tat ", "Exception");
    }

    @ParameterizedTest
    @CsvSource({"chek, check", "acount, account", "lable, label"})
    void aMistypedCommandLeadsToTheRightOne(String typed, String meant) {
        Run run = run(List.of(typed));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("Did you mean").contains(meant);
    }

    @Test
    void coloursAreOfTerminalsThatWantThem() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/script")), "install util-linux for script");

        assertThat(inTerminal("")).contains("\u001b[");
        assertThat(inTerminal("NO_COLOR=1")).doesNotContain("\u001b[").contains("Usage:");
        assertThat(run(List.of("check", "--help")).out())
                .doesNotContain("\u001b[")
                .contains("Usage:");
    }

    /** The help of a command, as a terminal gets it. */
    private static String inTerminal(String setting) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String command = "env -u NO_COLOR TERM=xterm " + setting + " " + java + " -cp '"
                + System.getProperty("java.class.path") + "' " + Main.class.getName() + " check --help";
        Process process = new ProcessBuilder("script", "-qec", command, "/dev/null")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(shown).isZero();
        return shown;
    }
}
