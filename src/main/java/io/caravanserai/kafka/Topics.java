package io.caravanserai.kafka;

import io.caravanserai.config.KafkaSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** The hub's topics: their names, and making those that are missing. */
public final class Topics {
    /** Raw carrier messages; key carrier and tracking number or file. */
    public static final String INBOUND = "carrier.inbound";
    /** Harmonized events; key carrier and tracking number. */
    public static final String EVENTS = "tracking.events";
    /** Label work that ended; key shipment. */
    public static final String LABELS = "label.completed";
    /** Wake-ups of the delivery lanes; key endpoint. */
    public static final String NOTIFICATIONS = "customer.notifications";
    /** Behavioural events; key profile. */
    public static final String BEHAVIOUR = "behaviour.events";
    /** What no stage could handle, with its raw bytes. */
    public static final String DEAD_LETTERS = "dead.letters";

    /** All topics of the contract. */
    public static final List<String> ALL = List.of(INBOUND, EVENTS, LABELS, NOTIFICATIONS, BEHAVIOUR, DEAD_LETTERS);

    /** Largest message on any topic: a raw body of 10 MiB in base64 and its envelope. */
    public static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

    static final String MIN_INSYNC = "min.insync.replicas";
    static final String COMPRESSION = "compression.type";
    private static final String TIMES = "message.timestamp.type";
    private static final String FLUSH = "flush.messages";

    private Topics() {}

    /** The names by which route files mean the brokers and the topics; the hub decides their values. */
    public static Map<String, String> placeholders(KafkaSettings config, String bootstrap) {
        return Map.of(
                "hub.kafka.bootstrap", bootstrap,
                "hub.kafka.topic.inbound", config.topic(INBOUND),
                "hub.kafka.topic.events", config.topic(EVENTS),
                "hub.kafka.topic.labels", config.topic(LABELS),
                "hub.kafka.topic.notifications", config.topic(NOTIFICATIONS),
                "hub.kafka.topic.dead-letter", config.topic(DEAD_LETTERS));
    }

    /**
     * Creates the topics that do not exist yet; existing ones are left as their owner configured
     * them, but for the flushing of the embedded broker, which is a setting of the hub. Those of a cluster that keep fewer
     * copies than told are named in the log.
     *
     * @throws IllegalStateException when the brokers cannot be reached within 30 s, or are too few for the copies told
     */
    public static void ensure(KafkaSettings config, KafkaClients clients) {
        try (Admin admin = admin(clients, 10_000, 30_000)) {
            int brokers =
                    admin.describeCluster().nodes().get(30, TimeUnit.SECONDS).size();
            Copies told = Copies.told(config, brokers);
            Set<String> existing = admin.listTopics().names().get(30, TimeUnit.SECONDS);
            List<NewTopic> missing = new ArrayList<>();
            for (String name : ALL) {
                if (!existing.contains(config.topic(name))) {
                    told.requireBrokers(brokers);
                    missing.add(topic(config, name, told));
                }
            }
            create(admin, missing);
            if (config.brokers().isPresent()) {
                TopicCheck.warn(admin, told, existing(config, existing));
            } else if (missing.size() < ALL.size()) {
                applyFlush(config, admin);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw BrokerRefusal.of(clients, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for Kafka", e);
        }
    }

    /**
     * A word about the brokers, for health.
     *
     * @throws Exception when none answers within 3 s
     */
    public static String reachable(KafkaClients clients) throws Exception {
        try (Admin admin = admin(clients, 3_000, 3_000)) {
            return admin.describeCluster().nodes().get(3, TimeUnit.SECONDS).size() + " broker(s)";
        }
    }

    private static Admin admin(KafkaClients clients, int requestMillis, int callMillis) {
        try {
            return Admin.create(clients.with(Map.of(
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    requestMillis,
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    callMillis)));
        } catch (KafkaException e) {
            throw BrokerRefusal.of(clients, e);
        }
    }

    private static void create(Admin admin, List<NewTopic> missing)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            admin.createTopics(missing).all().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            // another node of the cluster was faster
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static List<String> existing(KafkaSettings config, Set<String> existing) {
        return ALL.stream().map(config::topic).filter(existing::contains).toList();
    }

    private static NewTopic topic(KafkaSettings config, String name, Copies told) {
        return new NewTopic(
                        config.topic(name), Optional.of(config.partitions()), Optional.of((short) told.replication()))
                .configs(Map.of(
                        "retention.ms",
                        String.valueOf(config.retention().toMillis()),
                        "max.message.bytes",
                        String.valueOf(MAX_MESSAGE_BYTES),
                        COMPRESSION,
                        config.compression(),
                        TIMES,
                        // the brokers' clock: they refuse messages of a node whose own is an hour ahead
                        "LogAppendTime",
                        MIN_INSYNC,
                        String.valueOf(told.minInsync()),
                        FLUSH,
                        flush(config, name)));
    }

    /**
     * After how many messages a topic is flushed. Wake-ups may be lost, the sweeper makes them good; and so may committed
     * offsets, since every effect is idempotent: only what nobody else holds is worth an fsync.
     */
    private static String flush(KafkaSettings config, String name) {
        boolean always = config.brokers().isEmpty() && config.flush() == KafkaSettings.Flush.ALWAYS;
        return String.valueOf(always && !name.equals(NOTIFICATIONS) ? 1L : Long.MAX_VALUE);
    }

    /** The setting may have changed since the embedded broker made its topics. */
    private static void applyFlush(KafkaSettings config, Admin admin)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        for (String name : ALL) {
            changes.put(
                    new ConfigResource(ConfigResource.Type.TOPIC, config.topic(name)),
                    List.of(new AlterConfigOp(new ConfigEntry(FLUSH, flush(config, name)), AlterConfigOp.OpType.SET)));
        }
        admin.incrementalAlterConfigs(changes).all().get(30, TimeUnit.SECONDS);
    }
}
