package io.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.testkit.PageBlock;
import io.caravanserai.testkit.PageShell;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A hub as the operator's guide starts it, in a copy of the project, for readers of pages: each gets a terminal and an
 * account. Only ports are its own.
 */
final class PagesHub implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** Without another machine, and with the exchange rates that come with the hub, however old. */
    private static final Map<String, String> SETTINGS = Map.of(
            "HUB_SANDBOX", "true",
            "HUB_WEBHOOK_ALLOW_PRIVATE", "true",
            "HUB_HTTP_HOST", "127.0.0.1",
            "HUB_SFTP_HOST", "127.0.0.1",
            "HUB_KAFKA_FLUSH", "os",
            "HUB_KAFKA_PARTITIONS", "2",
            "HUB_FX_FETCH", "false",
            "HUB_FX_MAX_AGE", "36500d");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final int port;
    private final int managementPort;
    private final int sftpPort;
    private final Process host;
    private final PageShell operator;

    private PagesHub(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.port = FreePorts.one();
        this.managementPort = FreePorts.one();
        this.sftpPort = FreePorts.one();
        for (String file : List.of("docs/examples/shipment.json", "config/hub.properties.example")) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.copy(Path.of(file), folder.resolve(file));
        }
        new PageFiles(ProjectCopy.in(folder)).write();
        Map<String, String> settings = new HashMap<>(PageFiles.secrets());
        settings.putAll(SETTINGS);
        settings.put("HUB_HTTP_PORT", String.valueOf(port));
        settings.put("HUB_MANAGEMENT_PORT", String.valueOf(managementPort));
        settings.put("HUB_SFTP_PORT", String.valueOf(sftpPort));
        settings.put("HUB_KAFKA_PORT", String.valueOf(FreePorts.two()));
        settings.put("HUB_PUBLIC_URL", "http://localhost:" + port);
        this.host = CommandHost.start(folder, settings, folder.resolve("hub.log"));
        this.operator = PageShell.in(folder, Map.of());
        for (String carrier : PageFiles.CARRIERS) {
            operator.paste("./hub try " + carrier + " edi-mappings/" + carrier + "/samples/one.json --accept");
        }
    }

    /** Starts it with the command of docs/operate/README.md. */
    static PagesHub start(Path folder) throws Exception {
        PagesHub hub = new PagesHub(folder);
        try {
            hub.run();
        } catch (Exception | AssertionError e) {
            hub.close();
            throw e;
        }
        return hub;
    }

    private void run() throws IOException {
        String run =
                PageBlock.of(Path.of("docs/operate/README.md"), "sh").get(0).text();
        operator.paste(run.strip() + " >run.out 2>&1 &");
        await("the hub of the pages")
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(ConnectException.class)
                .untilAsserted(() -> {
                    assertThat(host.isAlive()).as(log()).isTrue();
                    assertThat(folder.resolve("data/admin-token")).exists();
                    assertThat(manage("GET", "/health/ready", "").statusCode()).isEqualTo(200);
                });
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("hub.log"));
    }

    /** A customer. */
    record Account(String number, String key) {}

    Account account() throws IOException, InterruptedException {
        JsonNode made = json(manage("POST", "/admin/accounts", "{\"name\": \"Shop of the page\"}"));
        return new Account(
                made.path("account_number").asText(), made.path("key").asText());
    }

    /** Sends what a customer sends. */
    HttpResponse<String> post(Account account, String path, Object body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .headers("x-key", account.key(), "x-version", "v1", "content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** A terminal of somebody who has an account and has set what pages ask for. */
    PageShell terminal(Map<String, String> more) throws IOException, InterruptedException {
        Account account = account();
        Map<String, String> own = new HashMap<>(more);
        own.put("KEY", account.key());
        own.put("ACCOUNT", account.number());
        PageShell shell = PageShell.in(folder, own);
        // a call that is refused is a failure
        shell.paste("curl() { command curl --fail-with-body \"$@\"; }");
        return shell;
    }

    /** Pages name the ports that a hub has unless told otherwise: this is the one place that puts in the hub's own. */
    String ported(String text) {
        return text.replace("localhost:8080", "localhost:" + port)
                .replace("localhost:8081", "localhost:" + managementPort)
                .replace("-P 2222", "-P " + sftpPort);
    }

    /** Calls the management port as an operator. */
    HttpResponse<String> manage(String method, String path, String body) throws IOException, InterruptedException {
        String token = Files.readString(folder.resolve("data/admin-token")).strip();
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort + path))
                        .header("Authorization", "Bearer " + token)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
        return Json.parse(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        operator.close();
        // its files go with the folder
        host.destroyForcibly().onExit().join();
    }
}
