package io.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pastes every command of README.md into a shell, in the README's order, as a newcomer would: the demo in one terminal,
 * the rest in another. Only ports and the data folder are its own. Needs the packaged hub, so it runs in {@code mvn
 * verify}, which for that reason is the one command left out.
 */
class ReadmeIT {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path folder = Path.of("unset");

    private final List<Process> started = new ArrayList<>();
    private int http;
    private int management;
    private int kafka;

    @AfterEach
    void endWhatRuns() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void everyCommandOfTheReadmeWorks() throws Exception {
        http = FreePorts.one();
        management = FreePorts.one();
        kafka = FreePorts.two();
        String readme = Files.readString(Path.of("README.md"));

        int blocks = 0;
        for (Matcher block = BLOCK.matcher(readme); block.find(); ) {
            if (!block.group(1).isEmpty()) {
                assertThat(block.group(1)).as("language of a block").isEqualTo("sh");
                paste(block.group(2).strip());
                blocks++;
            }
        }

        assertThat(blocks).as("blocks of README.md").isEqualTo(7);
        theQuickStartToo();
        stopTheDemo();
    }

    /** Each block is known by how it begins, so that a new one cannot go untested. */
    private void paste(String block) throws Exception {
        String first = block.lines().findFirst().orElse("");
        if (first.equals("./hub demo")) {
            startTheDemo();
            everyCallThatTheDemoOffers();
        } else if (first.equals("./hub --help")) {
            assertThat(shell(block))
                    .containsSubsequence("Every command has --help", "no findings", "TRACKING NUMBER", "\"event\":{");
        } else if (first.startsWith("KEY=$(./hub account add ")) {
            assertThat(shell(block)).endsWith("{\"accepted\":true}");
        } else if (first.startsWith("curl -s localhost:8080/shipments/$ID/track ")) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(shell(block)).contains("\"sub_code\":\"with_signature\""));
        } else if (first.startsWith("ID=$(curl -s localhost:8080/shipments ")) {
            assertThat(shell(block)).isEmpty();
        } else if (first.startsWith("curl -s localhost:8080/shipments/$ID/labels ")) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(shell(block)).contains("target/preview");
                assertThat(begin("labels.pdf")).startsWith("%PDF-");
                assertThat(begin("labels.png")).contains("PNG");
            });
        } else if (!first.equals("mvn -B verify")) {
            fail("README.md has a block that this test does not know how to run: " + first);
        }
    }

    private static String begin(String file) throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of("target", file));
        return new String(bytes, 0, Math.min(8, bytes.length), StandardCharsets.ISO_8859_1);
    }

    private void startTheDemo() throws IOException {
        Path out = folder.resolve("demo.out");
        Process demo = bash("exec ./hub demo")
                .redirectOutput(out.toFile())
                .redirectErrorStream(true)
                .start();
        started.add(demo);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(demo.isAlive()).as(Files.readString(out)).isTrue();
            assertThat(Files.readString(out)).contains("Ctrl-C stops it.");
        });
    }

    /** All but what starts a hub: one is there. */
    private void theQuickStartToo() throws Exception {
        String page = Files.readString(Path.of("docs/quick-start.md"));
        for (Matcher block = BLOCK.matcher(page); block.find(); ) {
            if (!block.group(2).startsWith("./hub demo") && !block.group(2).startsWith("./hub run")) {
                assertThat(shell(block.group(2).strip())).isNotEmpty();
            }
        }
    }

    private void everyCallThatTheDemoOffers() throws Exception {
        String story = Files.readString(folder.resolve("demo.out"));
        String offers = story.substring(story.indexOf("Try, in another terminal"), story.indexOf("Ctrl-C stops it."));
        List<String> calls =
                offers.lines().skip(1).filter(line -> !line.isBlank()).toList();

        assertThat(calls).hasSizeGreaterThan(3);
        for (String call : calls) {
            assertThat(shell(call)).as(call).isNotEmpty();
        }
        assertThat(shell(calls.get(0))).contains("\"milestone\":\"delivery\"");
    }

    private void stopTheDemo() throws InterruptedException, IOException {
        Process demo = started.get(0);
        demo.destroy();
        assertThat(demo.waitFor(15, TimeUnit.SECONDS)).as("stopped within 15 s").isTrue();
        assertThat(demo.exitValue()).isZero();
        assertThat(Files.readString(folder.resolve("demo.out")))
                .endsWith("Stopping.\n")
                .doesNotContain("WARN", "\tat ", "\u001b");
    }

    /** Runs lines in the reader's one terminal: variables that earlier lines have set are there. */
    private String shell(String lines) throws Exception {
        Path variables = folder.resolve("variables");
        Process process =
                bash("""
                        set -euo pipefail
                        curl() { command curl --fail-with-body "$@"; }
                        if [ -f %1$s ]; then . %1$s; fi
                        %2$s
                        set +u
                        printf 'KEY=%%s ID=%%s\n' "$KEY" "$ID" > %1$s
                        """
                                .formatted(variables, lines.replace("localhost:8080", "localhost:" + http)))
                        .redirectError(folder.resolve("err").toFile())
                        .start();
        started.add(process);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s%n%s%n%s", lines, out, Files.readString(folder.resolve("err")))
                .isZero();
        return out.strip();
    }

    private ProcessBuilder bash(String script) {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script);
        builder.environment().put("HUB_HTTP_PORT", String.valueOf(http));
        builder.environment().put("HUB_MANAGEMENT_PORT", String.valueOf(management));
        builder.environment().put("HUB_KAFKA_PORT", String.valueOf(kafka));
        builder.environment().put("HUB_SFTP_PORT", "0");
        builder.environment()
                .put("HUB_DATA_DIR", folder.resolve("data").toAbsolutePath().toString());
        return builder;
    }
}
