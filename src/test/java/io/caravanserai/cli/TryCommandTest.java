package io.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.event.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./hub try} as people and scripts call it. */
class TryCommandTest {
    private static final String UPS = "edi-mappings/ups/samples/";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void printsOneJsonLinePerEvent() throws Exception {
        int exit = run("ups", UPS + "track-alert.json", "--json");
        assertThat(exit).isZero();
        var line = Json.parse(out.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(line.at("/carrier_tracking_id").asText()).isEqualTo("1Z999AA10123456784");
        assertThat(line.at("/event/event_time/carrier_utc").asText()).isEqualTo("2026-03-07T09:30:00-03:30");
        assertThat(line.at("/event/codes/gluey/milestone").asText()).isEqualTo("delivery");
    }

    @Test
    void printsATableAndTheNextStep() {
        int exit = run("ups", UPS + "track-api.json");
        assertThat(exit).isEqualTo(1);
        assertThat(out.toString())
                .contains("TRACKING NUMBER")
                .contains("2026-03-04T03:05:00-05:00 (zone)")
                .contains("unmapped: ")
                .contains("add one to edi-mappings")
                .contains("fault: ");
    }

    @Test
    void saysWhatIsWrongWithTheCall() {
        assertThat(run("upz", UPS + "error.json")).isEqualTo(2);
        assertThat(err.toString()).contains("did you mean 'ups'?");
        assertThat(run("ups", "nowhere.json")).isEqualTo(2);
        assertThat(err.toString()).contains("no such file: nowhere.json");
        assertThat(run("ups")).isEqualTo(2);
        assertThat(run("ups", UPS + "error.json", "--mappings-dir", folder.toString()))
                .isEqualTo(2);
    }

    @Test
    void acceptsWhatItShows() throws Exception {
        Path copy = Files.copy(Path.of(UPS + "track-alert.json"), folder.resolve("mine.json"));
        assertThat(run("ups", copy.toString(), "--accept")).isZero();
        assertThat(folder.resolve("mine.expected.json"))
                .hasSameTextualContentAs(Path.of(UPS + "track-alert.expected.json"));
    }

    private int run(String... arguments) {
        return new CommandLine(new TryCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
