package io.caravanserai.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.runtime.EditedHub;
import io.caravanserai.runtime.TestCustomer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./hub replay} as people call it, against a running hub. */
class ReplayCommandTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void showsTheDifferenceAsksAndSends() throws Exception {
        try (EditedHub hub = EditedHub.with(folder, "acme");
                TestCustomer customer = TestCustomer.of(hub.hub())) {
            customer.track("acme", "C1");
            hub.post("acme", "C1");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(customer.told("C1")).hasSize(1));
            hub.edit(
                    hub.mappings().resolve("acme/tracking.map.yaml"),
                    "text: event.description",
                    "text: \"'said again'\"");
            assertThat(hub.reload().statusCode()).isEqualTo(200);

            assertThat(replay(hub, "", "--carrier", "acme", "--from", "1h", "--dry-run"))
                    .isZero();
            assertThat(out.toString())
                    .containsPattern("acme, .*: 1 messages")
                    .containsPattern(" 0  unchanged")
                    .containsPattern(" 1  changed\\R +1  collection/collected -> collection/collected")
                    .contains("e.g. changed C1");

            assertThat(replay(hub, "n\n", "--carrier", "acme", "--from", "1h")).isZero();
            assertThat(out.toString()).contains("Nothing was sent");
            assertThat(err.toString()).contains("Send these 1? [y/N]");

            assertThat(replay(hub, "y\n", "--carrier", "acme", "--from", "1h")).isZero();
            assertThat(out.toString()).contains("1 events sent");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(customer.told("C1")).hasSize(2));

            assertThat(replay(hub, "", "--carrier", "acme", "--from", "1h", "--yes"))
                    .isZero();
            assertThat(out.toString()).containsPattern(" 1  unchanged").doesNotContain("events sent");

            assertThat(replay(hub, "", "--carrier", "acm", "--from", "1h")).isEqualTo(1);
            assertThat(err.toString()).contains("did you mean 'acme'");
        }
    }

    private int replay(EditedHub hub, String typed, String... arguments) throws Exception {
        Path config = folder.resolve("hub.properties");
        Files.writeString(
                config,
                "hub.management.port=" + hub.hub().hub().managementPort() + "\nhub.data.dir=" + folder.resolve("data")
                        + "\n");
        String[] call = new String[arguments.length + 3];
        call[0] = "replay";
        call[1] = "--config";
        call[2] = config.toString();
        System.arraycopy(arguments, 0, call, 3, arguments.length);
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        InputStream keyboard = System.in;
        try {
            System.setIn(new ByteArrayInputStream(typed.getBytes(UTF_8)));
            return Main.commandLine()
                    .setOut(new PrintWriter(out, true))
                    .setErr(new PrintWriter(err, true))
                    .execute(call);
        } finally {
            System.setIn(keyboard);
        }
    }
}
