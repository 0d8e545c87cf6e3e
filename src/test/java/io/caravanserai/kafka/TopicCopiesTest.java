package io.caravanserai.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.caravanserai.config.HubConfig;
import io.caravanserai.config.KafkaSettings;
import io.caravanserai.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** On how many brokers a message is before it is acknowledged. */
class TopicCopiesTest {
    private static final Logger CHECK = (Logger) LoggerFactory.getLogger(TopicCheck.class);

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        CHECK.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        CHECK.detachAppender(log);
    }

    @Test
    void threeBrokersKeepThreeCopiesAndTwoAcknowledge(@TempDir Path folder) throws Exception {
        try (BrokerCluster cluster = BrokerCluster.start(3, folder);
                Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrap()))) {
            admin.createTopics(List.of(new NewTopic("old." + Topics.EVENTS, 1, (short) 2)))
                    .all()
                    .get(30, TimeUnit.SECONDS);

            Topics.ensure(config(cluster.bootstrap(), Map.of()), KafkaClients.plain(cluster.bootstrap()));
            Topics.ensure(
                    config(cluster.bootstrap(), Map.of("hub.kafka.topic-prefix", "two.", "hub.kafka.replication", "2")),
                    KafkaClients.plain(cluster.bootstrap()));
            assertThat(log.list).isEmpty();
            Topics.ensure(
                    config(cluster.bootstrap(), Map.of("hub.kafka.topic-prefix", "old.")),
                    KafkaClients.plain(cluster.bootstrap()));

            for (String topic : Topics.ALL) {
                assertCopies(admin, topic, new Copies(3, 2));
                assertCopies(admin, "two." + topic, new Copies(2, 1));
            }
            // is left alone
            assertCopies(admin, "old." + Topics.EVENTS, new Copies(2, 1));
            assertCopies(admin, "old." + Topics.INBOUND, new Copies(3, 2));
            assertThat(log.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .singleElement()
                    .asString()
                    .contains(
                            "topic=old.tracking.events replication=2 replication_told=3 min_insync=1 min_insync_told=2");
        }
    }

    @Test
    void oneBrokerKeepsOneCopyUnlessMoreAreToldWhichItCannot() throws Exception {
        String broker = TestBroker.bootstrap();
        String prefix = TestBroker.freshTopics().topicPrefix();

        Topics.ensure(config(broker, Map.of("hub.kafka.topic-prefix", prefix)), KafkaClients.plain(broker));
        assertThat(log.list).isEmpty();

        KafkaSettings three = config(broker, Map.of("hub.kafka.topic-prefix", prefix, "hub.kafka.replication", "3"));
        Topics.ensure(three, KafkaClients.plain(broker));
        assertThat(log.list).as("topics that are there are named and used").hasSize(Topics.ALL.size());

        KafkaSettings elsewhere =
                config(broker, Map.of("hub.kafka.topic-prefix", "new-" + prefix, "hub.kafka.replication", "3"));
        assertThatThrownBy(() -> Topics.ensure(elsewhere, KafkaClients.plain(broker)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("hub.kafka.replication is 3 but the cluster has 1 broker(s)");
    }

    private static KafkaSettings config(String brokers, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("hub.kafka.brokers", brokers);
        all.put("hub.kafka.partitions", "2");
        return HubConfig.from(Settings.of(all)).kafka();
    }

    /** Each broker hears of a new topic in its own time. */
    private static void assertCopies(Admin admin, String topic, Copies copies) {
        await().atMost(Duration.ofMinutes(2))
                .ignoreExceptionsInstanceOf(ExecutionException.class)
                .untilAsserted(() -> assertThat(copies(admin, topic)).as(topic).isEqualTo(copies));
    }

    private static Copies copies(Admin admin, String topic) throws Exception {
        int replication = admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get(30, TimeUnit.SECONDS)
                .values()
                .iterator()
                .next()
                .partitions()
                .get(0)
                .replicas()
                .size();
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        String minInsync = admin.describeConfigs(List.of(resource))
                .all()
                .get(30, TimeUnit.SECONDS)
                .values()
                .iterator()
                .next()
                .get("min.insync.replicas")
                .value();
        return new Copies(replication, Integer.parseInt(minInsync));
    }
}
