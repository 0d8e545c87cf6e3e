package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.kafka.TestBroker;
import io.caravanserai.kafka.Topics;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that is killed while visitors send events: what it said it took is in the store and on the topic. */
class KilledTrackTest {
    private static final int VISITORS = 4;

    @TempDir
    Path folder = Path.of("unset");

    private final Map<String, JsonNode> taken = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger();

    @Test
    void whatWasTakenBeforeAKillIsKeptAndPublished() throws Exception {
        killed(1, 100, new Random().nextLong());
    }

    @Tag("slow")
    @Test
    void whatWasTakenBeforeManyKillsIsKeptAndPublished() throws Exception {
        killed(15, 400, new Random().nextLong());
    }

    private void killed(int rounds, int most, long seed) throws Exception {
        Random random = new Random(seed);
        String how = "seed " + seed;
        String prefix = TestBroker.freshTopics().topicPrefix();
        Map<String, String> settings =
                Map.of("HUB_KAFKA_BROKERS", TestBroker.bootstrap(), "HUB_KAFKA_TOPIC_PREFIX", prefix);
        try (HubProcess hub = HubProcess.start(folder, settings)) {
            String source = "{\"id\":\"shop\",\"name\":\"Shop\"}";
            hub.manage("POST", "/admin/event-sources", source.getBytes(StandardCharsets.UTF_8));
            for (int round = 0; round < rounds; round++) {
                int enough = taken.size() + 1 + random.nextInt(most);
                ExecutorService visitors = Executors.newFixedThreadPool(VISITORS);
                List<CompletableFuture<Void>> sending = IntStream.range(0, VISITORS)
                        .mapToObj(visitor -> CompletableFuture.runAsync(() -> sendUntilGone(hub), visitors))
                        .toList();
                await().pollInterval(Duration.ofMillis(1 + random.nextInt(5))).until(() -> taken.size() >= enough);
                hub.kill();
                sending.forEach(CompletableFuture::join);
                visitors.shutdown();
                hub.restart();
            }

            Map<String, Set<String>> published = published(prefix);
            for (Map.Entry<String, JsonNode> each : taken.entrySet()) {
                JsonNode events = Json.parse(hub.manage("GET", "/admin/events/" + each.getKey(), new byte[0])
                                .body()
                                .getBytes(StandardCharsets.UTF_8))
                        .path("events");
                assertThat(events).as(how).hasSize(1);
                assertThat(published.get(each.getKey()))
                        .as(how)
                        .containsExactly(events.get(0).toString());
                assertThat(events.at("/0/profile"))
                        .as(how)
                        .isEqualTo(each.getValue().path("profile"));
            }
            Map.Entry<String, JsonNode> first = taken.entrySet().iterator().next();
            JsonNode again = told(send(hub, first.getKey()));
            assertThat(again.path("profile")).isEqualTo(first.getValue().path("profile"));
            assertThat(again.path("session")).isEqualTo(first.getValue().path("session"));
        }
    }

    private void sendUntilGone(HubProcess hub) {
        try {
            while (true) {
                String id = "event-" + next.incrementAndGet();
                HttpResponse<String> answer = send(hub, id);
                if (answer.statusCode() == 200) {
                    taken.put(id, told(answer));
                }
            }
        } catch (IOException e) {
            // it is gone: what was not answered was not taken
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpResponse<String> send(HubProcess hub, String id) throws IOException, InterruptedException {
        String payload = "{\"source\":{\"id\":\"shop\"},\"events\":[{\"type\":\"buy\",\"id\":\"" + id + "\"}]}";
        return hub.call("POST", "/track", payload.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode told(HttpResponse<String> answer) throws IOException {
        return TestHub.json(answer);
    }

    /** What is on the topic for each event that was taken, once there is something for all of them. */
    private Map<String, Set<String>> published(String prefix) {
        Map<String, Set<String>> bodies = new LinkedHashMap<>();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", TestBroker.bootstrap(), "group.id", prefix, "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(prefix + Topics.BEHAVIOUR));
            await().until(() -> {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> bodies.computeIfAbsent(id(record.value()), any -> new HashSet<>())
                                .add(record.value()));
                return bodies.keySet().containsAll(taken.keySet());
            });
        }
        return bodies;
    }

    private static String id(String body) {
        return Json.kept(body).path("id").asText();
    }
}
