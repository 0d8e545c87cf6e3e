package io.caravanserai.runtime;

import static org.awaitility.Awaitility.await;

import io.caravanserai.account.AccountStore;
import io.caravanserai.event.Json;
import io.caravanserai.testkit.cluster.FreePorts;
import io.caravanserai.testkit.cluster.HubNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A hub in a process of its own, as {@code ./hub run} starts it, for a test to stop or kill. */
final class HubProcess implements AutoCloseable {
    private final HubNode node;

    private HubProcess(HubNode node) {
        this.node = node;
    }

    /**
     * Launches a hub and does not wait for it.
     *
     * @param settings environment variables besides those that give it free ports and a folder
     */
    static HubProcess launch(Path folder, Map<String, String> settings) throws IOException {
        Map<String, String> environment = new LinkedHashMap<>(Map.of("HUB_KAFKA_PARTITIONS", "2"));
        environment.putAll(settings);
        return new HubProcess(HubNode.launch(folder, environment, HubClasses.options()));
    }

    /** Launches a hub and waits until it is ready. */
    static HubProcess start(Path folder, Map<String, String> settings) throws IOException, InterruptedException {
        HubProcess hub = launch(folder, settings);
        hub.node.awaitReady();
        return hub;
    }

    /** Kills it as a power cut of the process would and returns when it is gone. */
    void kill() throws InterruptedException {
        node.kill();
    }

    /** Sends a signal by its name, such as {@code STOP}. */
    void signal(String name) throws IOException, InterruptedException {
        node.signal(name);
    }

    /** Sends SIGTERM. */
    void terminate() {
        node.terminate();
    }

    /** Waits for its end; the exit code. */
    int exitCode(Duration patience) {
        await().atMost(patience).pollInterval(Duration.ofMillis(50)).until(() -> !node.isAlive());
        return node.exitValue();
    }

    /** Starts it again with the same folder, ports and settings, and waits until it is ready. */
    void restart() throws IOException, InterruptedException {
        node.restart();
    }

    /** All it has printed. */
    String output() throws IOException {
        return node.output();
    }

    TestCustomer customer() throws IOException, InterruptedException {
        return TestCustomer.of(this::call, manage("POST", "/admin/accounts", Json.bytes(Map.of("name", "Shop"))));
    }

    TestCustomer customer(AccountStore.Created account) throws IOException, InterruptedException {
        return TestCustomer.of(this::call, account);
    }

    /** Calls the management port as an operator. */
    HttpResponse<String> manage(String method, String path, byte[] body) throws IOException, InterruptedException {
        return node.manage(method, path, body);
    }

    HttpResponse<String> call(String method, String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        return node.call(method, path, body, headers);
    }

    /** One event of the sandbox carrier; the answer's status. */
    int sandboxEvent(String number) throws IOException, InterruptedException {
        Map<String, String> event =
                Map.of("tracking_number", number, "code", "collection/collected", "time", "2026-03-01T10:15:00+01:00");
        return call("POST", "/carriers/sandbox/events", Json.bytes(List.of(event)))
                .statusCode();
    }

    static int freePort() throws IOException {
        return FreePorts.next();
    }

    @Override
    public void close() throws InterruptedException {
        node.close();
    }
}
