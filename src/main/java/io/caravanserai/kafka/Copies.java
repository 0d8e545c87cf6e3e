package io.caravanserai.kafka;

import io.caravanserai.config.HubProperty;
import io.caravanserai.config.KafkaSettings;

/**
 * On how many brokers the messages of a topic are. Of three copies two have to be written before a message is
 * acknowledged: it survives the loss of a broker, and writing goes on while one is away.
 *
 * @param replication how many copies there are
 * @param minInsync how many of them have a message before it is acknowledged ({@code min.insync.replicas})
 */
record Copies(int replication, int minInsync) {
    private static final int USUAL = 3;

    /** What is told, else what as many brokers allow. */
    static Copies told(KafkaSettings config, int brokers) {
        int replication = config.brokers().isEmpty() ? 1 : config.replication().orElse(Math.min(USUAL, brokers));
        return new Copies(replication, replication < USUAL ? 1 : 2);
    }

    /** @throws IllegalStateException when as many brokers cannot hold them */
    void requireBrokers(int brokers) {
        if (replication > brokers) {
            throw new IllegalStateException(
                    HubProperty.KAFKA_REPLICATION.key() + " is " + replication + " but the cluster has " + brokers
                            + " broker(s): start the others first, or set it to " + brokers);
        }
    }

    boolean isLessThan(Copies told) {
        return replication < told.replication || minInsync < told.minInsync;
    }
}
