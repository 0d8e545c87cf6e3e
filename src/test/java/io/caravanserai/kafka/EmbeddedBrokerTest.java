package io.caravanserai.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.KafkaSettings;
import io.caravanserai.config.Settings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
    private static final String NEVER = String.valueOf(Long.MAX_VALUE);

    private final KafkaSettings config =
            HubConfig.from(Settings.of(Map.of("hub.kafka.port", "0"))).kafka();

    @Test
    void keepsMessagesAcrossRestartsAndLeavesExistingTopicsAlone(@TempDir Path folder) throws Exception {
        // Given a broker with an acknowledged message
        try (EmbeddedBroker broker = EmbeddedBroker.start(config, folder)) {
            Topics.ensure(config, KafkaClients.plain(broker.bootstrap()));
            send(broker.bootstrap(), Topics.INBOUND, "ups:1Z", "hello");
        }

        // When it starts again on the same folder and topics are ensured again
        List<ConsumerRecord<String, String>> read;
        Set<String> topics;
        try (EmbeddedBroker broker = EmbeddedBroker.start(config, folder)) {
            Topics.ensure(config, KafkaClients.plain(broker.bootstrap()));
            read = readAll(broker.bootstrap(), Topics.INBOUND, 1);
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
                topics = admin.listTopics().names().get(10, TimeUnit.SECONDS);
            }
        }

        // Then the message is there, once, and every topic of the contract exists
        assertThat(read).extracting(ConsumerRecord::value).containsExactly("hello");
        assertThat(topics).containsAll(Topics.ALL);
    }

    @Test
    void flushesWhatNobodyElseHoldsAndFollowsAChangedSetting(@TempDir Path folder) throws Exception {
        // Given a broker that flushes always, but for wake-ups: the sweeper makes good a lost one
        flushes("always", folder, "1", "1", NEVER);

        // When it starts again with the other setting, its topics follow
        flushes("os", folder, NEVER, NEVER, NEVER);
    }

    @Test
    void aPortInUseIsAFailureToTellAndDoesNotEndTheProcess(@TempDir Path folder) throws Exception {
        // Given a port that somebody has
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            KafkaSettings there = HubConfig.from(
                            Settings.of(Map.of("hub.kafka.port", String.valueOf(taken.getLocalPort()))))
                    .kafka();

            // When a broker shall start on it, then the caller is told
            assertThatThrownBy(() -> EmbeddedBroker.start(there, folder)).isInstanceOf(Exception.class);
        }
    }

    /** Topic configurations reach a broker a moment after they are acknowledged. */
    private static void flushes(String mode, Path folder, String... expected) throws Exception {
        KafkaSettings config = HubConfig.from(
                        Settings.of(Map.of("hub.kafka.port", "0", "hub.kafka.flush", mode, "hub.data.dir", "unused")))
                .kafka();
        try (EmbeddedBroker broker = EmbeddedBroker.start(config, folder)) {
            Topics.ensure(config, KafkaClients.plain(broker.bootstrap()));
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(flushing(admin)).containsExactly(expected));
            }
        }
    }

    private static List<String> flushing(Admin admin) throws Exception {
        List<String> values = new ArrayList<>();
        for (String topic : List.of(Topics.INBOUND, Topics.EVENTS, Topics.NOTIFICATIONS)) {
            Collection<Config> configs = admin.describeConfigs(
                            List.of(new ConfigResource(ConfigResource.Type.TOPIC, topic)))
                    .all()
                    .get(10, TimeUnit.SECONDS)
                    .values();
            configs.forEach(
                    settings -> values.add(settings.get("flush.messages").value()));
        }
        return values;
    }

    static void send(String bootstrap, String topic, String key, String value) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value)).get(10, TimeUnit.SECONDS);
        }
    }

    static List<ConsumerRecord<String, String>> readAll(String bootstrap, String topic, int atLeast) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrap);
        settings.put("auto.offset.reset", "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList());
            consumer.seekToBeginning(consumer.assignment());
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (records.size() < atLeast && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            return records;
        }
    }
}
