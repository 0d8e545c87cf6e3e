package io.caravanserai.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.KafkaSettings;
import io.caravanserai.config.Settings;
import io.caravanserai.kafka.EmbeddedBroker;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub as a process: what it promises when it is killed, told to stop, or cannot start. */
class HubProcessTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Tag("slow")
    @Test
    void whatWasAcceptedBeforeAKillArrivesAfterTheRestart(@TempDir Path folder) throws Exception {
        List<String> numbers = IntStream.range(0, 20).mapToObj(i -> "K" + i).toList();
        try (HubProcess hub = HubProcess.start(folder, Map.of("HUB_WEBHOOK_RETRY_SCHEDULE", "1s,1s,1s,1s,1s,1s,1s"));
                TestCustomer customer = hub.customer()) {
            for (String number : numbers) {
                customer.track("sandbox", number);
            }
            // nothing can be done with before the kill
            customer.sink()
                    .answer((message, response) -> response.setStatusCode(503).end());
            for (String number : numbers) {
                assertThat(hub.sandboxEvent(number)).isEqualTo(200);
            }

            hub.kill();

            customer.sink().received().clear();
            customer.sink()
                    .answer((message, response) -> response.setStatusCode(204).end());
            hub.restart();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(numbers)
                    .allSatisfy(number -> assertThat(customer.codes(number)).isNotEmpty()));
            assertThat(numbers).allSatisfy(number -> assertThat(customer.told(number))
                    .extracting(update -> update.at("/event/id").asText())
                    .containsOnly(customer.told(number).get(0).at("/event/id").asText()));
        }
    }

    @Test
    void toldToStopItEndsWhatItHasBegunAndWhatItAcceptedMeanwhileArrivesLater(@TempDir Path folder) throws Exception {
        List<String> numbers = IntStream.range(0, 500).mapToObj(i -> "L" + i).toList();
        try (HubProcess hub = HubProcess.start(folder, Map.of());
                TestCustomer customer = hub.customer()) {
            customer.trackAll("sandbox", numbers);
            CompletableFuture<HttpServerResponse> first = new CompletableFuture<>();
            customer.sink().answer((message, response) -> {
                if (!first.complete(response)) {
                    response.setStatusCode(204).end();
                }
            });
            List<String> accepted = new CopyOnWriteArrayList<>();
            CompletableFuture<Void> carrier = CompletableFuture.runAsync(() -> sendAll(hub, numbers, accepted));
            HttpServerResponse open = first.join();
            await().atMost(PATIENCE).until(() -> accepted.size() > 20);

            hub.terminate();

            long asked = System.nanoTime();
            // the answer comes when the hub has begun to stop
            await().atMost(PATIENCE).until(() -> refusesWork(hub));
            open.setStatusCode(204).end();
            assertThat(hub.exitCode(Duration.ofSeconds(30))).as(hub.output()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(15));
            assertThat(count(folder, "SELECT COUNT(*) FROM delivery WHERE status = ?", "delivered"))
                    .isEqualTo(customer.sink().received().size());
            carrier.join();
            assertThat(accepted).as("sent until it stopped").hasSizeLessThan(numbers.size());

            hub.restart();

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(accepted)
                    .allSatisfy(number -> assertThat(customer.codes(number)).isNotEmpty()));
        }
    }

    /** Sends one event after another until the hub is gone. */
    private static void sendAll(HubProcess hub, List<String> numbers, List<String> accepted) {
        try {
            for (String number : numbers) {
                if (hub.sandboxEvent(number) == 200) {
                    accepted.add(number);
                }
            }
        } catch (IOException e) {
            // it is gone: what was not answered was not accepted
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** While it stops, a caller is told to come back or finds nobody. */
    private static boolean refusesWork(HubProcess hub) throws InterruptedException {
        try {
            return hub.sandboxEvent("LATE") == 503;
        } catch (IOException e) {
            return true;
        }
    }

    private static long count(Path folder, String query, Object parameter) {
        Path data = folder.resolve("data");
        HubConfig config = HubConfig.from(Settings.of(Map.of("hub.data.dir", data.toString())));
        try (Database database = Database.open(config.store(), data)) {
            return database.read(connection -> Sql.number(connection, query, parameter));
        }
    }

    @Test
    void aPortThatIsTakenIsNamedWithItsSetting(@TempDir Path folder) throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                HubProcess hub =
                        HubProcess.launch(folder, Map.of("HUB_HTTP_PORT", String.valueOf(other.getLocalPort())))) {

            int exit = hub.exitCode(PATIENCE);

            assertThat(exit).isEqualTo(1);
            assertThat(hub.output())
                    .contains("Port " + other.getLocalPort(), "HUB_HTTP_PORT", "hub.http.port")
                    .doesNotContain("\tat ");
            assertThat(folder.resolve("data")).as("nothing was begun").doesNotExist();
        }
    }

    @Test
    void aFolderThatAnotherHubUsesIsNamed(@TempDir Path folder) throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        try (FileChannel other = FileChannel.open(
                        data.resolve("hub.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = other.lock();
                HubProcess hub = HubProcess.launch(folder, Map.of())) {

            int exit = hub.exitCode(PATIENCE);

            assertThat(exit).isEqualTo(1);
            assertThat(hub.output())
                    .contains("Another hub uses the data folder " + data, "HUB_DATA_DIR")
                    .doesNotContain("\tat ");
            assertThat(held.isValid()).isTrue();
        }
    }

    @Test
    void aBrokerThatIsAwayIsWaitedFor(@TempDir Path folder) throws Exception {
        KafkaSettings kafka = HubConfig.from(Settings.of(Map.of(
                        "hub.kafka.port", String.valueOf(HubProcess.freePort()),
                        "hub.kafka.flush", "os",
                        "hub.kafka.partitions", "2")))
                .kafka();
        EmbeddedBroker broker = EmbeddedBroker.start(kafka, folder.resolve("broker"));
        try (TestHub hub = TestHub.start(folder.resolve("data"), Map.of("hub.kafka.brokers", kafka.bootstrap()));
                TestCustomer customer = TestCustomer.of(hub)) {
            customer.track("sandbox", "AWAY");
            hub.manage("POST", "/admin/event-sources", "{\"id\":\"shop\",\"name\":\"Shop\"}".getBytes(UTF_8));
            broker.close();
            assertThat(hub.post(
                                    "/track",
                                    "{\"source\":{\"id\":\"shop\"},\"events\":[{\"type\":\"a\"}]}".getBytes(UTF_8))
                            .statusCode())
                    .as("events of visitors wait in the store")
                    .isEqualTo(200);
            assertThat(hub.sandboxEvent("AWAY", "collection/collected")).isEqualTo(503);
            assertThat(hub.manageWith("GET", "/health/ready").statusCode()).isEqualTo(503);
            assertThat(hub.manageWith("GET", "/health/live").statusCode()).isEqualTo(200);

            try (EmbeddedBroker again = EmbeddedBroker.start(kafka, folder.resolve("broker"))) {

                assertThat(again.bootstrap()).isEqualTo(kafka.bootstrap());
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.sandboxEvent("AWAY", "delivery/delivered"))
                        .isEqualTo(200));
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(customer.codes("AWAY")).contains("delivery/delivered"));
                assertThat(hub.manageWith("GET", "/health/ready").statusCode()).isEqualTo(200);
                await().atMost(PATIENCE)
                        .until(() -> count(folder, "SELECT COUNT(*) FROM behaviour_outbox WHERE seq >= ?", 0) == 0);
            }
        }
    }
}
