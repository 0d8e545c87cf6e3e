package io.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.runtime.TestHub;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./hub status} and {@code ./hub attention} against a running hub. */
class StatusCommandTest {
    private final StringWriter out = new StringWriter();

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void theFlowAndWhatNeedsAPersonAreToldToPeopleAndToScripts() throws Exception {
        try (TestHub hub = TestHub.onSharedBroker(folder.resolve("data"), Map.of())) {
            hub.post("/carriers/sandbox/events", "no json".getBytes(StandardCharsets.UTF_8));
            Awaitility.await().until(() -> hub.deadLetters().size() == 1);

            assertThat(call(hub, "status")).isZero();
            assertThat(out.toString()).contains("raw messages", "carrier sandbox", "stage Harmonize");
            assertThat(call(hub, "status", "--json")).isZero();
            assertThat(json().path("edges")).hasSize(5);

            assertThat(call(hub, "attention", "--kind", "letter")).isZero();
            assertThat(out.toString())
                    .contains("letter inbound-", "  sandbox  (since", "not well-formed JSON", "To do: Mend");
            assertThat(call(hub, "attention", "--json")).isZero();
            assertThat(json().at("/matters/0/kind").asText()).isEqualTo("letter");
            String letter = json().at("/matters/0/id").asText();
            assertThat(call(hub, "attention", "replay", letter)).isZero();
            Awaitility.await().until(() -> hub.deadLetters().stream()
                    .noneMatch(left -> left.id().equals(letter)));
            assertThat(call(hub, "attention", "discard", letter)).isEqualTo(1);
            assertThat(call(hub, "attention", "map", "sandbox", "X", "in_transit/flying"))
                    .as("a code that the hub does not have")
                    .isEqualTo(1);
            assertThat(call(hub, "attention", "--kind", "alert")).isZero();
            assertThat(out.toString()).contains("Nothing needs you.");
            assertThat(call(hub, "attention", "--kind", "none")).isEqualTo(1);
        }
    }

    private JsonNode json() throws Exception {
        return Json.parse(out.toString().getBytes(StandardCharsets.UTF_8));
    }

    private int call(TestHub hub, String... arguments) throws Exception {
        Path config = folder.resolve("hub.properties");
        Files.writeString(
                config,
                "hub.management.port=" + hub.hub().managementPort() + "\nhub.data.dir=" + folder.resolve("data")
                        + "\n");
        String[] call = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, call, 0, arguments.length);
        call[arguments.length] = "--config";
        call[arguments.length + 1] = config.toString();
        out.getBuffer().setLength(0);
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(new StringWriter(), true))
                .execute(call);
    }
}
