package io.caravanserai.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The backbone; embedded when there are no brokers.
 *
 * @param replication of the topics that the hub makes on a cluster; without it by the number of its brokers
 * @param compression of the topics that the hub makes, Kafka's {@code compression.type}
 * @param clientFile TLS and login of the hub's clients, as Kafka's own tools read them
 */
public record KafkaSettings(
        Optional<String> brokers,
        int port,
        Flush flush,
        String topicPrefix,
        int partitions,
        Optional<Integer> replication,
        Duration retention,
        String compression,
        Optional<Path> clientFile) {
    private static final Set<String> COMPRESSIONS = Set.of("producer", "lz4", "zstd", "snappy", "gzip", "uncompressed");

    public KafkaSettings {
        if (!COMPRESSIONS.contains(compression)) {
            throw new IllegalArgumentException(HubProperty.KAFKA_COMPRESSION.key() + " is '" + compression
                    + "' but must be producer, lz4, zstd, snappy, gzip or uncompressed");
        }
        if (clientFile.isPresent() && brokers.isEmpty()) {
            throw new IllegalArgumentException(HubProperty.KAFKA_CLIENT_FILE.key() + " needs "
                    + HubProperty.KAFKA_BROKERS.key() + ": the embedded broker is reached by loopback alone");
        }
        replication.filter(copies -> copies < 1 || copies > Short.MAX_VALUE).ifPresent(copies -> {
            throw new IllegalArgumentException(
                    HubProperty.KAFKA_REPLICATION.key() + " is " + copies + " but a topic has at least one replica");
        });
    }

    /** When the embedded broker acknowledges a message. */
    public enum Flush {
        /** After an fsync: survives a power cut. */
        ALWAYS,
        /** After a write to the page cache: survives kill -9. */
        OS;

        static Flush of(String text) {
            return switch (text) {
                case "always" -> ALWAYS;
                case "os" -> OS;
                default ->
                    throw new IllegalArgumentException(
                            HubProperty.KAFKA_FLUSH.key() + " is '" + text + "' but must be always or os");
            };
        }
    }

    /** The same for a broker that is to be in nobody's way. */
    public KafkaSettings onFreePort() {
        return new KafkaSettings(
                brokers, 0, flush, topicPrefix, partitions, replication, retention, compression, clientFile);
    }

    /** What clients connect to. */
    public String bootstrap() {
        return brokers.orElse("127.0.0.1:" + port);
    }

    /** The full name of a topic of the contract, such as {@code carrier.inbound}. */
    public String topic(String name) {
        return topicPrefix + name;
    }
}
