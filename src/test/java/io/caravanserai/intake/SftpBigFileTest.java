package io.caravanserai.intake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.config.KafkaSettings;
import io.caravanserai.kafka.TestBroker;
import io.caravanserai.kafka.Topics;
import io.caravanserai.testkit.SftpServerKit;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is larger than the memory of the process that takes it. */
@Tag("slow")
class SftpBigFileTest {
    private static final int ROW_BYTES = 100;
    private static final int ROWS = 200 * 1024 * 1024 / ROW_BYTES;
    private static final int ROWS_OF_A_PART = 500;

    @Test
    void twoHundredMebibytesPassThroughSixtyFourOfHeap(@TempDir Path folder) throws Exception {
        KafkaSettings kafka = TestBroker.freshTopics();
        try (SftpServerKit server = SftpServerKit.start(folder.resolve("server"), 0)) {
            SftpCarrier carrier = SftpCarrier.on(server, folder);
            write(carrier.outbox().resolve("big.csv"));
            Path route = Files.writeString(
                    folder.resolve("route.camel.yaml"),
                    carrier.route("splitter: csv", "header: false", "blockRows: " + ROWS_OF_A_PART));
            Path log = folder.resolve("hub.log");
            Process hub = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            KilledHub.class.getName(),
                            folder.resolve("data").toString(),
                            TestBroker.bootstrap(),
                            kafka.topicPrefix(),
                            route.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            try {
                await().atMost(Duration.ofMinutes(10))
                        .until(() -> !hub.isAlive() || !carrier.archived().isEmpty());

                assertThat(hub.isAlive()).as(Files.readString(log)).isTrue();
                assertThat(messages(kafka)).isEqualTo((ROWS + ROWS_OF_A_PART - 1) / ROWS_OF_A_PART);
                assertThat(Files.readString(log)).doesNotContain("OutOfMemoryError");
            } finally {
                hub.destroyForcibly().waitFor();
            }
        }
    }

    private static void write(Path file) throws Exception {
        byte[] rows = ("x".repeat(ROW_BYTES - 1) + "\n").repeat(1024).getBytes(US_ASCII);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < ROWS / 1024; i++) {
                out.write(rows);
            }
            out.write(rows, 0, ROWS % 1024 * ROW_BYTES);
        }
    }

    private static long messages(KafkaSettings kafka) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestBroker.bootstrap()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            String topic = kafka.topic(Topics.INBOUND);
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            return consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }
}
