package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.account.AccountStore;
import io.caravanserai.event.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
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

/** A hub in a process of its own, as {@code ./hub run} starts it, for a test to stop or kill. */
final class HubProcess implements AutoCloseable {
    private static final String TOKEN = "admin-token-of-the-test";
    private static final Duration START = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Path folder;
    private final List<String> java;
    private final Map<String, String> environment;
    private final int port;
    private final int managementPort;
    private Process process;

    private HubProcess(Path folder, List<String> java, Map<String, String> environment, int port, int managementPort)
            throws IOException {
        this.folder = folder;
        this.java = java;
        this.environment = environment;
        this.port = port;
        this.managementPort = managementPort;
        this.process = launch();
    }

    /**
     * Launches a hub and does not wait for it.
     *
     * @param settings environment variables besides those that give it free ports and a folder
     */
    static HubProcess launch(Path folder, Map<String, String> settings) throws IOException {
        return launch(folder, HubClasses.options(), settings);
    }

    /**
     * Launches a hub and does not wait for it.
     *
     * @param java the JVM, its options and classes
     */
    static HubProcess launch(Path folder, List<String> java, Map<String, String> settings) throws IOException {
        int port = freePort();
        int managementPort = freePort();
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("HUB_DATA_DIR", folder.resolve("data").toString());
        environment.put("HUB_HTTP_HOST", "127.0.0.1");
        environment.put("HUB_HTTP_PORT", String.valueOf(port));
        environment.put("HUB_MANAGEMENT_PORT", String.valueOf(managementPort));
        environment.put("HUB_KAFKA_PORT", "0");
        environment.put("HUB_SFTP_HOST", "127.0.0.1");
        environment.put("HUB_SFTP_PORT", "0");
        environment.put("HUB_KAFKA_PARTITIONS", "2");
        environment.put("HUB_ADMIN_TOKEN", TOKEN);
        environment.put("HUB_SANDBOX", "true");
        environment.put("HUB_WEBHOOK_ALLOW_PRIVATE", "true");
        environment.putAll(settings);
        return new HubProcess(folder, java, environment, port, managementPort);
    }

    /** Launches a hub and waits until it is ready. */
    static HubProcess start(Path folder, Map<String, String> settings) throws IOException {
        HubProcess hub = launch(folder, settings);
        hub.awaitReady();
        return hub;
    }

    private Process launch() throws IOException {
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of("-Dlogback.configurationFile=logback.xml", "io.caravanserai.cli.Main", "run"));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("HUB_"));
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    void awaitReady() {
        await().atMost(START).pollInterval(Duration.ofMillis(100)).until(() -> {
            assertThat(process.isAlive()).as(output()).isTrue();
            return isReady();
        });
    }

    private boolean isReady() throws IOException, InterruptedException {
        try {
            return manage("GET", "/health/ready", new byte[0]).statusCode() == 200;
        } catch (ConnectException e) {
            return false;
        }
    }

    /** Kills it as a power cut of the process would and returns when it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Sends a signal by its name, such as {@code STOP}. */
    void signal(String name) throws IOException, InterruptedException {
        int sent = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
        assertThat(sent).as("kill -%s", name).isZero();
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Waits for its end; the exit code. */
    int exitCode(Duration patience) {
        await().atMost(patience).pollInterval(Duration.ofMillis(50)).until(() -> !process.isAlive());
        return process.exitValue();
    }

    /** Starts it again with the same folder, ports and settings, and waits until it is ready. */
    void restart() throws IOException {
        process = launch();
        awaitReady();
    }

    /** All it has printed. */
    String output() throws IOException {
        return Files.readString(log());
    }

    private Path log() {
        return folder.resolve("hub.log");
    }

    TestCustomer customer() throws IOException, InterruptedException {
        return TestCustomer.of(this::call, manage("POST", "/admin/accounts", Json.bytes(Map.of("name", "Shop"))));
    }

    TestCustomer customer(AccountStore.Created account) throws IOException, InterruptedException {
        return TestCustomer.of(this::call, account);
    }

    /** Calls the management port as an operator. */
    HttpResponse<String> manage(String method, String path, byte[] body) throws IOException, InterruptedException {
        return send(managementPort, method, path, body);
    }

    HttpResponse<String> call(String method, String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        return send(port, method, path, body, headers);
    }

    /** One event of the sandbox carrier; the answer's status. */
    int sandboxEvent(String number) throws IOException, InterruptedException {
        Map<String, String> event =
                Map.of("tracking_number", number, "code", "collection/collected", "time", "2026-03-01T10:15:00+01:00");
        return call("POST", "/carriers/sandbox/events", Json.bytes(List.of(event)))
                .statusCode();
    }

    private HttpResponse<String> send(int to, String method, String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + to + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (to == managementPort) {
            request.header("Authorization", "Bearer " + TOKEN);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
