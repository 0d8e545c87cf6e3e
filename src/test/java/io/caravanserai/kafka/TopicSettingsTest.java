package io.caravanserai.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.KafkaSettings;
import io.caravanserai.config.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** What operators say about topics, on the broker. */
class TopicSettingsTest {
    @Test
    void topicsAreMadeAsTheSettingsSay() {
        String broker = TestBroker.bootstrap();
        KafkaSettings config = HubConfig.from(Settings.of(Map.of(
                        "hub.kafka.brokers", broker,
                        "hub.kafka.topic-prefix", UUID.randomUUID().toString().substring(0, 8) + ".",
                        "hub.kafka.partitions", "3",
                        "hub.kafka.retention", "2d",
                        "hub.kafka.compression", "zstd")))
                .kafka();

        Topics.ensure(config, KafkaClients.plain(broker));

        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
            for (String name : Topics.ALL) {
                String topic = config.topic(name);
                await().ignoreExceptionsInstanceOf(ExecutionException.class).untilAsserted(() -> {
                    assertThat(partitions(admin, topic)).as(topic).isEqualTo(3);
                    Config made = settings(admin, topic);
                    assertThat(made.get("retention.ms").value()).isEqualTo("172800000");
                    assertThat(made.get("compression.type").value()).isEqualTo("zstd");
                });
            }
        }
    }

    /** Brokers refuse times of producers that are more than an hour ahead, unless the times are the brokers' own. */
    @Test
    void aNodeWhoseClockIsHoursAheadCanPublish() throws Exception {
        String topic = TestBroker.freshTopics().topic(Topics.INBOUND);
        long now = System.currentTimeMillis();
        long ahead = now + Duration.ofHours(2).toMillis();
        try (KafkaProducer<String, String> node = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestBroker.bootstrap()), new StringSerializer(), new StringSerializer())) {

            RecordMetadata kept = node.send(new ProducerRecord<>(topic, 0, ahead, "key", "value"))
                    .get(20, TimeUnit.SECONDS);

            assertThat(kept.timestamp()).isBetween(now - 1_000, ahead - 1_000);
        }
    }

    private static int partitions(Admin admin, String topic) throws Exception {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get(30, TimeUnit.SECONDS)
                .values()
                .iterator()
                .next()
                .partitions()
                .size();
    }

    private static Config settings(Admin admin, String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource))
                .all()
                .get(30, TimeUnit.SECONDS)
                .values()
                .iterator()
                .next();
    }
}
