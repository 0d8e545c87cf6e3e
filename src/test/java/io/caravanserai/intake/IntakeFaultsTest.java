package io.caravanserai.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.KafkaSettings;
import io.caravanserai.config.Settings;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.kafka.EmbeddedBroker;
import io.caravanserai.kafka.KafkaClients;
import io.caravanserai.kafka.TestBroker;
import io.caravanserai.kafka.Topics;
import io.caravanserai.testkit.SftpServerKit;
import io.caravanserai.testkit.WebhookCaller;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to carriers' data when Kafka is away or the hub is killed. */
class IntakeFaultsTest {
    Path folder;

    @BeforeEach
    void in(@TempDir Path temporary) {
        folder = temporary;
    }

    @Test
    void whileKafkaIsAwayNothingIsAcceptedAndNothingIsLost() throws Exception {
        int port = freePort();
        KafkaSettings kafka = HubConfig.from(
                        Settings.of(Map.of("hub.kafka.port", String.valueOf(port), "hub.kafka.flush", "os")))
                .kafka();
        EmbeddedBroker broker = EmbeddedBroker.start(kafka, folder);
        Topics.ensure(kafka, KafkaClients.plain(broker.bootstrap()));
        try (SftpServerKit server = SftpServerKit.start(folder.resolve("server"), 0);
                IntakeHarness hub = IntakeHarness.start(
                        folder.resolve("data"), kafka, kafka.bootstrap(), Map.of("hub.sandbox", "true"))) {
            Path outbox = carrier(server).resolve("outbox");
            hub.load("routes/carriers/sandbox.camel.yaml").route(route(server, "csv"));
            WebhookCaller caller = WebhookCaller.open("http://127.0.0.1:" + hub.port + "/carriers/sandbox/events");
            byte[] body = "{\"tracking_number\":\"S1\"}".getBytes(UTF_8);
            assertThat(caller.send(body).statusCode()).isEqualTo(200);

            broker.close();
            Files.writeString(outbox.resolve("one.csv"), "n\n1\n");
            long start = System.nanoTime();
            HttpResponse<String> answer = caller.send(body);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            assertThat(outbox.resolve("one.csv")).exists();

            try (EmbeddedBroker again = EmbeddedBroker.start(kafka, folder)) {
                await().atMost(Duration.ofMinutes(2))
                        .untilAsserted(
                                () -> assertThat(caller.send(body).statusCode()).isEqualTo(200));
                await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(outbox.resolve("one.csv"))
                        .doesNotExist());
                await().untilAsserted(() -> assertThat(hub.records())
                        .anyMatch(record -> record.key().equals("acme:outbox/one.csv")));
                assertThat(again.bootstrap()).isEqualTo(kafka.bootstrap());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "edi"})
    void killedInTheMiddleOfItsWorkTheHubLosesNoFile(String splitter) throws Exception {
        KafkaSettings kafka = TestBroker.freshTopics();
        try (SftpServerKit server = SftpServerKit.start(folder.resolve("server"), 0)) {
            Path outbox = carrier(server).resolve("outbox");
            for (int i = 0; i < 60; i++) {
                Files.writeString(outbox.resolve("f" + i), splitter.equals("csv") ? rows(i) : interchange(i));
            }
            Path routeFile = Files.writeString(folder.resolve("acme.camel.yaml"), route(server, splitter));
            Path data = folder.resolve("data");
            Process victim = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            KilledHub.class.getName(),
                            data.toString(),
                            TestBroker.bootstrap(),
                            kafka.topicPrefix(),
                            routeFile.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("victim.log").toFile())
                    .start();
            await().atMost(Duration.ofMinutes(2)).until(() -> archived(outbox) >= 5);

            victim.destroyForcibly().waitFor();
            assertThat(archived(outbox)).isLessThan(60);

            try (IntakeHarness hub = IntakeHarness.start(data, kafka, TestBroker.bootstrap(), Map.of())) {
                hub.load(routeFile.toString());
                await().atMost(Duration.ofMinutes(2)).until(() -> archived(outbox) == 60);
                Set<String> expected =
                        IntStream.range(0, 60).mapToObj(i -> "outbox/f" + i).collect(Collectors.toSet());
                await().untilAsserted(() -> assertThat(hub.inbound().stream()
                                .collect(Collectors.groupingBy(
                                        message -> message.source().name(),
                                        Collectors.mapping(
                                                message -> message.source().offset(), Collectors.toSet()))))
                        .containsOnlyKeys(expected)
                        .allSatisfy((name, offsets) -> assertThat(offsets).hasSize(3)));
                assertThat(hub.inbound()).as("at most one batch is read again").hasSizeLessThanOrEqualTo((60 + 20) * 3);
                assertThat(hub.inbound().stream().map(InboundMessage::id).distinct())
                        .as("what is read again has the same ids")
                        .hasSize(60 * 3);
                assertThat(hub.dead()).as("what is read again is no duplicate").isEmpty();
            }
        }
    }

    private static Path carrier(SftpServerKit server) {
        server.userWithKey("acme");
        return server.folder("acme");
    }

    private static String rows(int file) {
        return "n\n" + (file + "\n").repeat(300);
    }

    private static String interchange(int file) {
        String messages = IntStream.of(1, 2, 3)
                .mapToObj(i -> "UNH+%d+IFTSTA:D:96A:UN'BGM+23+X'UNT+3+%d'".formatted(i, i))
                .collect(Collectors.joining());
        return "UNB+UNOC:3+ACME+HUB+261120:1000+%d'%sUNZ+3+%d'".formatted(file, messages, file);
    }

    private String route(SftpServerKit server, String splitter) {
        Path knownHosts = folder.resolve("known_hosts");
        server.addTo(knownHosts);
        return SftpRoutes.route(
                "acme",
                server.host(),
                server.port(),
                folder.resolve("server/acme.key"),
                knownHosts,
                "splitter: " + splitter,
                "maxFiles: 20");
    }

    private static long archived(Path outbox) throws Exception {
        Path archive = outbox.resolve("archive");
        if (!Files.isDirectory(archive)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(archive)) {
            return files.count();
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
