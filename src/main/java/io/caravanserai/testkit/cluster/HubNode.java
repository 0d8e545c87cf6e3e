package io.caravanserai.testkit.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A hub in a process of its own, as {@code ./hub run} starts it, with an open sandbox. */
public final class HubNode implements AutoCloseable {
    public static final String TOKEN = "admin-token-of-the-test";
    private static final Duration START = Duration.ofMinutes(3);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final int port;
    private final int managementPort;
    private final JavaProcess process;

    private HubNode(int port, int managementPort, JavaProcess process) {
        this.port = port;
        this.managementPort = managementPort;
        this.process = process;
    }

    /**
     * Launches a hub and does not wait for it.
     *
     * @param folder of its data and its log
     * @param settings environment variables besides those that give it free ports and a folder
     * @param options of its JVM
     */
    public static HubNode launch(Path folder, Map<String, String> settings, List<String> options) throws IOException {
        String home = System.getProperty("hub.home", ".");
        int port = FreePorts.next();
        int managementPort = FreePorts.next();
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("HUB_DATA_DIR", folder.resolve("data").toString());
        environment.put("HUB_ROUTES_DIR", home + "/routes");
        environment.put("HUB_MAPPINGS_DIR", home + "/edi-mappings");
        environment.put("HUB_HTTP_HOST", "127.0.0.1");
        environment.put("HUB_HTTP_PORT", String.valueOf(port));
        environment.put("HUB_MANAGEMENT_PORT", String.valueOf(managementPort));
        environment.put("HUB_KAFKA_PORT", "0");
        environment.put("HUB_SFTP_HOST", "127.0.0.1");
        environment.put("HUB_SFTP_PORT", "0");
        environment.put("HUB_ADMIN_TOKEN", TOKEN);
        environment.put("HUB_SANDBOX", "true");
        environment.put("HUB_WEBHOOK_ALLOW_PRIVATE", "true");
        environment.putAll(settings);
        return new HubNode(
                port,
                managementPort,
                JavaProcess.launch(folder.resolve("hub.log"), environment, options, "io.caravanserai.cli.Main", "run"));
    }

    /** @throws IllegalStateException with what it printed when it ends, or is not ready in time */
    public void awaitReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("the hub is not ready: " + output());
            }
            Thread.sleep(100);
        }
    }

    /** Whether it says that it can take and keep messages. */
    public boolean isReady() throws InterruptedException {
        try {
            return manage("GET", "/health/ready", new byte[0]).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Starts it again after its end, with the same folder, ports and settings, and waits until it is ready. */
    public void restart() throws IOException, InterruptedException {
        process.relaunch();
        awaitReady();
    }

    /** Kills it as {@code kill -9} does and returns when it is gone. */
    public void kill() throws InterruptedException {
        process.kill();
    }

    /** Sends SIGTERM. */
    public void terminate() {
        process.terminate();
    }

    /** Sends a signal by its name, such as {@code STOP}. */
    public void signal(String name) throws IOException, InterruptedException {
        process.signal(name);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Of a hub that has ended. */
    public int exitValue() {
        return process.exitValue();
    }

    /** All it has printed. */
    public String output() throws IOException {
        return process.output();
    }

    /** The port of the public HTTP server. */
    public int port() {
        return port;
    }

    public int managementPort() {
        return managementPort;
    }

    /** Calls the management port as an operator. */
    public HttpResponse<String> manage(String method, String path, byte[] body)
            throws IOException, InterruptedException {
        return send(managementPort, method, path, body, "Authorization", "Bearer " + TOKEN);
    }

    public HttpResponse<String> call(String method, String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        return send(port, method, path, body, headers);
    }

    private HttpResponse<String> send(int to, String method, String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + to + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
