package io.caravanserai.bench;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.caravanserai.store.Database;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A hub in a process of its own with a new data folder, for a bench to load and to kill. */
final class BenchHub implements AutoCloseable {
    private static final String TOKEN = "token-of-the-bench";
    private static final long START_MILLIS = TimeUnit.MINUTES.toMillis(2);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path folder = Files.createTempDirectory("hub-bench");
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final int port = freePort();
    private final int managementPort = freePort();
    private Process process;
    private final Database database;
    private final BenchCustomer customer;
    private final AtomicLong orders = new AtomicLong();

    /** @param settings of the hub besides its ports and its folder, by property */
    BenchHub(Map<String, String> settings) throws IOException, InterruptedException {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.putAll(OwnFolder.settings(folder.resolve("data")));
        all.put("hub.http.port", String.valueOf(port));
        all.put("hub.management.port", String.valueOf(managementPort));
        all.put("hub.sftp.enabled", "false");
        all.put("hub.fx.fetch", "false");
        all.put("hub.admin.token", TOKEN);
        all.put("hub.sandbox", "true");
        all.put("hub.api.rate", "1000000");
        all.forEach((name, value) -> environment.put(Settings.environmentName(name), value));
        process = launch();
        // a bench that is interrupted leaves no hub behind
        Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroyForcibly()));
        awaitReady();
        database = Database.open(HubConfig.from(Settings.of(Map.of())).store(), folder.resolve("data"));
        customer = BenchCustomer.of(port, managementPort, TOKEN);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Process launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.caravanserai.cli.Main",
                "run");
        builder.environment().keySet().removeIf(name -> name.startsWith("HUB_"));
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("hub.log").toFile()))
                .start();
    }

    private void awaitReady() throws IOException, InterruptedException {
        long end = System.currentTimeMillis() + START_MILLIS;
        while (!isReady()) {
            if (!process.isAlive() || System.currentTimeMillis() > end) {
                throw new IOException("the hub did not start: " + Files.readString(folder.resolve("hub.log")));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + managementPort + "/health/ready"))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Kills it as {@code kill -9} does, and starts it again. */
    void killAndRestart() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        process = launch();
        awaitReady();
    }

    /** Asks for the label of one small shipment by the sandbox carrier. */
    void order() throws IOException, InterruptedException {
        customer.send(customer.shipment("sandbox", "order-" + orders.incrementAndGet()));
    }

    /** The hub's own store. */
    Database database() {
        return database;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        database.close();
        Folder.delete(folder);
    }
}
