package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup of a hub that is at work, and a hub on what is restored of it. */
class BackupUnderLoadTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Tag("slow")
    @Test
    void whatWasAcknowledgedBeforeTheBackupReachesTheCustomerFromTheRestoredHub(@TempDir Path folder) throws Exception {
        List<String> numbers = IntStream.range(0, 600).mapToObj(i -> "B" + i).toList();
        Path first = Files.createDirectory(folder.resolve("first"));
        Path second = Files.createDirectory(folder.resolve("second"));
        String port = String.valueOf(HubProcess.freePort());
        Map<String, String> settings = Map.of(
                "HUB_KAFKA_PORT", port, "HUB_WEBHOOK_RETRY_SCHEDULE", "1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s");
        List<String> before;
        try (HubProcess hub = HubProcess.start(first, settings);
                TestCustomer customer = hub.customer()) {
            // Given a carrier that sends without end, and a customer who gets nothing yet
            customer.trackAll("sandbox", numbers);
            customer.sink()
                    .answer((message, response) -> response.setStatusCode(503).end());
            List<String> accepted = new CopyOnWriteArrayList<>();
            CompletableFuture<Void> carrier = CompletableFuture.runAsync(() -> send(hub, numbers, accepted));
            await().atMost(PATIENCE).until(() -> accepted.size() >= 60);

            // When the hub is backed up, killed, and another is started on what is restored
            before = List.copyOf(accepted);
            Path backup = folder.resolve("hub.tar.gz");
            HubCommand.Ended made = HubCommand.run(
                    Map.of("HUB_DATA_DIR", first.resolve("data").toString(), "HUB_KAFKA_PORT", port),
                    "backup",
                    backup.toString());
            assertThat(made.code()).as(made.output()).isZero();
            assertThat(made.output()).contains("made while the hub ran");
            assertThat(accepted).as("it went on meanwhile").hasSizeGreaterThan(before.size());
            hub.kill();
            carrier.join();
            HubCommand.Ended restored = HubCommand.run(
                    Map.of("HUB_DATA_DIR", second.resolve("data").toString()), "restore", backup.toString());
            assertThat(restored.code()).as(restored.output()).isZero();
            customer.sink().received().clear();
            customer.sink()
                    .answer((message, response) -> response.setStatusCode(204).end());
            try (HubProcess again = HubProcess.start(second, settings)) {

                // Then the customer is told all of it, each event under one id however often
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(before).allSatisfy(number -> assertThat(customer.told(number))
                                .as(again.output())
                                .isNotEmpty()));
                assertThat(before).allSatisfy(number -> assertThat(customer.told(number))
                        .extracting(update -> update.at("/event/id").asText())
                        .containsOnly(
                                customer.told(number).get(0).at("/event/id").asText()));
            }
        }
    }

    /** One event for each number until the hub is gone. */
    private static void send(HubProcess hub, List<String> numbers, List<String> accepted) {
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
}
