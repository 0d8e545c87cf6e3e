package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.caravanserai.testkit.PageBlock;
import io.caravanserai.testkit.PageShell;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pastes docs/customers.md into a shell, block after block, against a hub, and holds what comes to what the page says;
 * runs its receivers, each with the official library of its language.
 */
class CustomerGuideTest {
    private static final Path PAGE = Path.of("docs/customers.md");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Path JUDGES = Path.of("target/judges").toAbsolutePath();

    @TempDir
    Path folder = Path.of("unset");

    @SuppressWarnings("NullAway.Init") // each test has its own
    private TestHub hub;

    @SuppressWarnings("NullAway.Init")
    private TestCustomer customer;

    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        hub = TestHub.onSharedBroker(
                folder.resolve("data"),
                Map.of("hub.label.sync-timeout", "2m", "hub.webhook.retry-schedule", "200ms,1s,5s"));
        customer = TestCustomer.of(hub);
    }

    @AfterEach
    void stop() {
        started.forEach(Process::destroyForcibly);
        customer.close();
        hub.close();
    }

    @Test
    void everyCallAnswersWhatThePageSays() throws Exception {
        Map<String, String> own = new LinkedHashMap<>(environment());
        own.put("HUB", "http://127.0.0.1:" + hub.hub().httpPort());
        own.put("KEY", customer.key());
        own.put("ACCOUNT", customer.account());
        own.put("ENDPOINT", customer.sink().url());
        List<PageBlock> blocks =
                PageBlock.of(PAGE).stream().filter(PageBlock::isCommands).toList();
        try (PageShell shell = PageShell.in(folder, own)) {
            for (PageBlock block : blocks) {
                block.holds(shell.paste(block.text()));
            }
        }
        assertThat(blocks).hasSizeGreaterThan(10);
    }

    @Test
    void theReceiverInPythonBelievesTheHubAlone() throws Exception {
        assumeTrue(succeeds("python3", "-c", "import standardwebhooks"), "pip install standardwebhooks");

        receives("python", "receiver.py", file -> List.of("python3", file));
    }

    @Test
    void theReceiverInJavaScriptBelievesTheHubAlone() throws Exception {
        assumeTrue(Files.exists(JUDGES.resolve("node_modules/standardwebhooks")), "npm install standardwebhooks");

        receives("js", "receiver.cjs", file -> List.of("node", file));
    }

    @Test
    void theReceiverInJavaBelievesTheHubAlone() throws Exception {
        String library = Path.of(com.standardwebhooks.Webhook.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        receives("java", "Receiver.java", file -> List.of(java, "-cp", library, file));
    }

    /** How a receiver is started. */
    @FunctionalInterface
    private interface Command {
        List<String> of(String file);
    }

    private void receives(String language, String name, Command command) throws Exception {
        int port = HubProcess.freePort();
        String path = "/accounts/" + customer.account() + "/webhooks/tracking/subscriptions";
        String secret = TestHub.json(customer.post(path, Map.of("endpoint", "http://127.0.0.1:" + port + "/hooks")))
                .path("secret")
                .asText();
        Path file = Files.writeString(
                folder.resolve(name), PageBlock.of(PAGE, language).get(0).text());
        Path out = folder.resolve("out");
        ProcessBuilder builder = new ProcessBuilder(command.of(file.toString()))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().putAll(environment());
        builder.environment().put("PORT", String.valueOf(port));
        builder.environment().put("WEBHOOK_SECRET", secret);
        started.add(builder.start());

        customer.track("sandbox", "SIGNED-1");
        hub.sandboxEvent("SIGNED-1", "collection/collected");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Files.readString(out)).contains("SIGNED-1"));
        assertThat(forged(port).statusCode()).isEqualTo(401);
        assertThat(Files.readString(out)).doesNotContain("FORGED");
    }

    private static HttpResponse<Void> forged(int port) throws IOException, InterruptedException {
        String body = "[{\"carrier_tracking_id\": \"FORGED\"}]";
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hooks"))
                .headers("webhook-id", "m-1", "webhook-timestamp", "" + System.currentTimeMillis() / 1000)
                .header("webhook-signature", "v1,bm90IHRoZSBodWIncyBzaWduYXR1cmUgYXQgYWxsISEhISE=")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment());
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
            return builder.start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Where libraries of other languages are that CI installs. */
    private static Map<String, String> environment() {
        String python = System.getenv().getOrDefault("PYTHONPATH", "");
        return Map.of(
                "NODE_PATH",
                JUDGES.resolve("node_modules").toString(),
                "PYTHONPATH",
                JUDGES.resolve("python") + (python.isEmpty() ? "" : ":" + python));
    }
}
