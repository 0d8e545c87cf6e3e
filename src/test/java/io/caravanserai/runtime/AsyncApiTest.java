package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import io.caravanserai.kafka.TestBroker;
import io.caravanserai.kafka.Topics;
import io.caravanserai.testkit.PageBlock;
import io.caravanserai.testkit.PageJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Holds docs/asyncapi.yaml to the records of a hub at work: every topic, every record, every field. */
class AsyncApiTest {
    private static final Path FILE = Path.of("docs/asyncapi.yaml");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ObjectNode described =
            Json.mapper().valueToTree(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(FILE)));

    AsyncApiTest() throws IOException {}

    @Test
    void theTopicsAreThoseOfTheHub() {
        Set<String> addresses = new TreeSet<>();
        described
                .path("channels")
                .forEach(channel -> addresses.add(channel.path("address").asText()));

        assertThat(addresses).containsExactlyInAnyOrderElementsOf(Topics.ALL);
    }

    @Test
    void everyRecordOfAHubAtWorkIsAsDescribed(@TempDir Path folder) throws Exception {
        String prefix = TestBroker.freshTopics().topicPrefix();
        try (TestHub hub = TestHub.onSharedBroker(folder, Map.of("hub.kafka.topic-prefix", prefix));
                TestCustomer customer = TestCustomer.of(hub);
                KafkaConsumer<String, String> consumer = consumer(prefix)) {
            work(hub, customer);

            Map<String, List<ConsumerRecord<String, String>>> read = readUntilAllHaveSome(consumer, prefix);

            List<String> faults = new ArrayList<>();
            described.path("channels").forEach(channel -> {
                String topic = channel.path("address").asText();
                read.getOrDefault(topic, List.of()).forEach(record -> faults.addAll(faults(channel, record)));
            });
            assertThat(faults).isEmpty();
            PageBlock shown = PageBlock.of(Path.of("docs/events.md"), "json").get(2);
            assertThat(read.get(Topics.BEHAVIOUR))
                    .extracting(record -> PageJson.notSaid(PageJson.of(shown), ApiFile.parsed(record.value())))
                    .contains(List.of());
            assertThat(read.get(Topics.LABELS))
                    .extracting(record ->
                            ApiFile.parsed(record.value()).path("status").asText())
                    .contains("made", "failed", "cancelled", "opened");
            assertThat(read).doesNotContainKey(Topics.DEAD_LETTERS);
        }
    }

    /** Something for each topic. */
    private static void work(TestHub hub, TestCustomer customer) throws Exception {
        customer.track("sandbox", "T1");
        hub.sandboxEvent("T1", "delivery/delivered/with_signature");
        hub.sandboxEvent("T1", "nobody/knows/this");
        hub.manage("POST", "/admin/event-sources", Json.bytes(Map.of("id", "shop", "name", "Shop", "type", "rest")));
        String payload = "{\"source\": {\"id\": \"shop\"}, \"events\": [{\"type\": \"Page View\", \"tags\": [\"a\"]}]}";
        hub.post("/track", payload.getBytes(StandardCharsets.UTF_8));
        hub.post("/track?profile_less=true", payload.getBytes(StandardCharsets.UTF_8));
        String made = shipment(customer, ShipmentBody.of("in_house", 2, "pdf"));
        ShipmentNews.shipUndrawable(customer, "zpl200");
        String cancelled = shipment(customer, ShipmentBody.of("ups", 1, "pdf"));
        customer.call("DELETE", "/shipments/" + cancelled, Map.of());
        customer.post("/label-batches", Map.of("shipment_ids", List.of(made)));
    }

    private static String shipment(TestCustomer customer, Map<String, Object> body) throws Exception {
        return TestHub.json(customer.post("/shipments", body)).path("id").asText();
    }

    private List<String> faults(JsonNode channel, ConsumerRecord<String, String> record) {
        JsonNode message = resolved(channel.path("messages").elements().next());
        List<String> faults = new ArrayList<>();
        JsonNode key = message.at("/bindings/kafka/key");
        faults.addAll(ClosedSchema.faults(key, none(), Json.mapper().valueToTree(record.key())));
        faults.addAll(ClosedSchema.faults(payload(message), definitions(), ApiFile.parsed(record.value())));
        return faults.stream()
                .map(fault -> channel.path("address").asText() + ": " + fault + " in " + record.value())
                .toList();
    }

    private JsonNode payload(JsonNode message) {
        String reference = message.at("/payload/$ref").asText();
        if (reference.startsWith("#")) {
            return message.path("payload");
        }
        try {
            String text = Files.readString(FILE.resolveSibling(reference).normalize());
            return Json.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(FILE + " refers to " + reference, e);
        }
    }

    private JsonNode definitions() {
        JsonNode schemas = described.at("/components/schemas").deepCopy();
        schemas.forEach(ClosedSchema::close);
        return schemas;
    }

    private static JsonNode none() {
        return Json.mapper().createObjectNode();
    }

    private JsonNode resolved(JsonNode node) {
        return described.at(node.path("$ref").asText().substring(1));
    }

    private static KafkaConsumer<String, String> consumer(String prefix) {
        KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestBroker.bootstrap(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : Topics.ALL) {
            consumer.partitionsFor(prefix + topic)
                    .forEach(part -> partitions.add(new TopicPartition(part.topic(), part.partition())));
        }
        consumer.assign(partitions);
        return consumer;
    }

    /** Until each topic but the reserved one has records, and labels have ended in every way. */
    private static Map<String, List<ConsumerRecord<String, String>>> readUntilAllHaveSome(
            KafkaConsumer<String, String> consumer, String prefix) {
        Map<String, List<ConsumerRecord<String, String>>> read = new HashMap<>();
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)
                && (read.size() < Topics.ALL.size() - 1
                        || read.getOrDefault(Topics.LABELS, List.of()).size() < 4
                        || read.getOrDefault(Topics.EVENTS, List.of()).size() < 2)) {
            consumer.poll(Duration.ofMillis(200)).forEach(record -> read.computeIfAbsent(
                            record.topic().substring(prefix.length()), any -> new ArrayList<>())
                    .add(record));
        }
        return read;
    }
}
