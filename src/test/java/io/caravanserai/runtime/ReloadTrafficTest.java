package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.intake.RawHttp;
import io.caravanserai.kafka.Topics;
import io.caravanserai.testkit.SftpServerKit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reloads while messages come in: none is lost, none is taken twice. */
class ReloadTrafficTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ROWS = 6_000;
    private static final String FILES =
            """
            - route:
                id: carrier-in-acme-sftp
                description: %s
                from:
                  uri: kamelet:carrier-sftp-source
                  parameters:
                    carrier: acme
                    host: %s
                    port: %d
                    username: acme
                    privateKeyFile: %s
                    keepFiles: true
                    delay: 200
                    minAge: 0s
                    keyPath: /tracking_number
                  steps:
                    - to:
                        uri: kamelet:carrier-inbound-sink
            """;

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void everyWebhookCallDuringReloadsIsAnsweredAndWhatWasAcceptedIsKept() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger next = new AtomicInteger();
        Set<Integer> answers = new ConcurrentSkipListSet<>();
        Queue<String> accepted = new ConcurrentLinkedQueue<>();
        ExecutorService callers = Executors.newFixedThreadPool(3);
        try (EditedHub hub = EditedHub.with(folder, "acme")) {
            CountDownLatch flowing = new CountDownLatch(10);
            Queue<Future<?>> calls = new ConcurrentLinkedQueue<>();
            for (int caller = 0; caller < 3; caller++) {
                calls.add(callers.submit(() -> {
                    while (!done.get()) {
                        String number = "T" + next.incrementAndGet();
                        int status = call(hub, number);
                        answers.add(status);
                        if (status == 200) {
                            accepted.add(number);
                        }
                        flowing.countDown();
                    }
                    return null;
                }));
            }
            flowing.await();

            for (int reload = 1; reload <= 4; reload++) {
                hub.save(
                        hub.carrier("acme"),
                        EditedHub.WEBHOOK.formatted("acme").replace("of the test", "of edit " + reload));
                assertThat(hub.reload().statusCode()).isEqualTo(200);
            }
            done.set(true);
            for (Future<?> call : calls) {
                call.get();
            }

            assertThat(answers).contains(200).isSubsetOf(200, 503);
            assertThat(accepted).doesNotHaveDuplicates();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(stored(hub)).isEqualTo(accepted.size()));
            assertThat(hub.hub().deadLetters()).isEmpty();
        } finally {
            done.set(true);
            callers.shutdownNow();
        }
    }

    /** On a connection of its own; kept ones are for {@link KeptConnectionTest}. */
    private static int call(EditedHub hub, String number) throws IOException {
        int port = hub.hub().hub().httpPort();
        byte[] event = EditedHub.event(number, "collection/collected");
        return RawHttp.send(port, "POST", "/carriers/acme/events", List.of(), event)
                .status();
    }

    private static int stored(EditedHub hub) throws Exception {
        return TestHub.json(hub.hub().manage("GET", "/admin/stats", new byte[0]))
                .path("tracking_numbers")
                .asInt();
    }

    @Test
    void aFileThatWasTakenIsNotTakenAgainAfterAnEdit() throws Exception {
        EditedHub.prepare(folder, "acme");
        Path knownHosts = folder.resolve("data/keys/known_hosts");
        try (SftpServerKit server = SftpServerKit.start(folder.resolve("server"), 0)) {
            server.addTo(knownHosts);
            Path key = server.userWithKey("acme");
            Path route = folder.resolve("routes/carriers/acme.camel.yaml");
            Files.writeString(route, FILES.formatted("As it was.", server.host(), server.port(), key));
            try (EditedHub hub = EditedHub.start(folder, Map.of());
                    TestCustomer customer = TestCustomer.of(hub.hub())) {
                for (String number : new String[] {"F1", "F2", "F3"}) {
                    customer.track("acme", number);
                }
                Path outbox = server.folder("acme").resolve("outbox");
                drop(outbox, "F1", "collection/collected");
                drop(outbox, "F2", "collection/collected");
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(hub.messagesOn(Topics.INBOUND))
                        .isEqualTo(2));

                hub.save(route, FILES.formatted("As it was edited.", server.host(), server.port(), key));
                assertThat(hub.reload().statusCode()).isEqualTo(200);
                drop(outbox, "F3", "collection/collected");

                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(customer.codes("F3")).containsExactly("collection/collected"));
                assertThat(hub.messagesOn(Topics.INBOUND))
                        .as("messages taken in")
                        .isEqualTo(3);
            }
        }
    }

    @Test
    void aFileInTheMiddleOfItsWayIsFinishedOrTakenAgain() throws Exception {
        EditedHub.prepare(folder, "acme");
        Path mapping = folder.resolve("edi-mappings/acme");
        Path couriers = Path.of("edi-mappings/nordic_couriers");
        Files.writeString(
                mapping.resolve("tracking.map.yaml"),
                Files.readString(couriers.resolve("tracking.map.yaml"))
                        .replace("carrier: nordic_couriers", "carrier: acme"));
        Files.copy(couriers.resolve("codes.csv"), mapping.resolve("codes.csv"));
        String route =
                FILES.replace("keyPath: /tracking_number", "splitter: csv").replace("keepFiles: true", "maxFiles: 1");
        try (SftpServerKit server = SftpServerKit.start(folder.resolve("server"), 0)) {
            server.addTo(folder.resolve("data/keys/known_hosts"));
            Path key = server.userWithKey("acme");
            Path file = folder.resolve("routes/carriers/acme.camel.yaml");
            Files.writeString(file, route.formatted("As it was.", server.host(), server.port(), key));
            String[] rows = IntStream.range(0, ROWS)
                    .mapToObj(row -> CarrierFiles.collected("N" + row))
                    .toArray(String[]::new);
            try (EditedHub hub = EditedHub.start(folder, Map.of())) {
                Path outbox = server.folder("acme").resolve("outbox");
                Path draft = Files.write(outbox.resolve("big.part"), CarrierFiles.csv(rows));
                Files.move(draft, outbox.resolve("big.csv"));
                await().atMost(PATIENCE).until(() -> hub.messagesOn(Topics.INBOUND) > 0);

                hub.save(file, route.formatted("As it was edited.", server.host(), server.port(), key));
                assertThat(hub.reload().statusCode()).isEqualTo(200);

                await().atMost(PATIENCE).until(() -> Files.notExists(outbox.resolve("big.csv")));
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(stored(hub)).isEqualTo(ROWS));
                assertThat(hub.hub().deadLetters()).isEmpty();
            }
        }
    }

    private static void drop(Path outbox, String number, String code) throws Exception {
        Path draft = Files.write(outbox.resolve("." + number), EditedHub.event(number, code));
        Files.move(draft, outbox.resolve(number + ".json"));
    }
}
