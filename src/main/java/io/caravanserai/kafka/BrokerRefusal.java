package io.caravanserai.kafka;

import io.caravanserai.config.HubProperty;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** Why brokers cannot be used, in words that say what to do. */
final class BrokerRefusal {
    private BrokerRefusal() {}

    static IllegalStateException of(KafkaClients clients, Exception failure) {
        return new IllegalStateException(words(clients, failure), failure);
    }

    private static String words(KafkaClients clients, Exception failure) {
        String file = HubProperty.KAFKA_CLIENT_FILE.key();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthenticationException) {
                return "Kafka at " + clients.bootstrap() + " and the hub do not agree on TLS or login ("
                        + cause.getMessage() + "): check " + file;
            }
            if (cause instanceof AuthorizationException) {
                return "Kafka at " + clients.bootstrap() + " does not let the hub do what it has to ("
                        + cause.getMessage() + "): docs/operate/cluster.md lists the rights it needs";
            }
            if (cause instanceof ConfigException) {
                return file + " cannot be used: " + cause.getMessage();
            }
        }
        return "no answer from Kafka at " + clients.bootstrap() + ": check " + HubProperty.KAFKA_BROKERS.key()
                + ", that it is up, and whether it wants TLS (" + file + ")";
    }
}
