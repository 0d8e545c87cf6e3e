package io.caravanserai.kafka;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.KafkaSettings;
import io.caravanserai.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** One real broker for all tests of a JVM; each test takes a topic prefix of its own. */
public final class TestBroker {
    private static final KafkaSettings CONFIG = config("");
    private static final EmbeddedBroker BROKER = start();

    private TestBroker() {}

    private static EmbeddedBroker start() {
        try {
            Path folder = Files.createTempDirectory("hub-test-kafka");
            EmbeddedBroker broker = EmbeddedBroker.start(CONFIG, folder);
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What clients connect to. */
    public static String bootstrap() {
        return BROKER.bootstrap();
    }

    /** Makes all topics under a fresh prefix and returns the configuration that names them. */
    public static KafkaSettings freshTopics() {
        KafkaSettings config = config(UUID.randomUUID().toString().substring(0, 8) + ".");
        Topics.ensure(config, KafkaClients.plain(bootstrap()));
        return config;
    }

    private static KafkaSettings config(String prefix) {
        return HubConfig.from(Settings.of(Map.of(
                        "hub.kafka.port", "0",
                        "hub.kafka.flush", "os",
                        "hub.kafka.partitions", "4",
                        "hub.kafka.topic-prefix", prefix)))
                .kafka();
    }
}
