package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.kafka.TestBroker;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.TestStore;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One event all the way through a whole hub: carrier's call in, signed webhook out, and the tracking API knows it. */
class HubTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SIGNED_FOR = "delivery/delivered/with_signature";

    @OnBothStores
    void aCarriersEventReachesTheCustomersWebhookAndTheTrackingApi(TestStore store) throws Exception {
        try (TestHub hub = TestHub.start(store.folder(), store.settings());
                TestCustomer customer = TestCustomer.of(hub)) {
            String shipment = customer.track("sandbox", "T1");

            assertThat(hub.sandboxEvent("T1", SIGNED_FOR)).isEqualTo(200);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(customer.codes("T1")).containsExactly(SIGNED_FOR));
            assertThat(customer.told("T1").get(0).path("shipment_id").asText()).isEqualTo(shipment);
            assertThat(customer.sink().received().get(0).path()).isEqualTo("/webhook/tracking");
            String event = customer.told("T1").get(0).at("/event/id").asText();
            HttpResponse<String> one = customer.get("/shipments/" + shipment + "/track");
            HttpResponse<String> list = customer.post("/track", Map.of("ids", List.of(shipment)));
            assertThat(eventIds(one)).containsExactly(event);
            assertThat(eventIds(list)).containsExactly(event);
            assertThat(hub.manage("GET", "/health/ready", new byte[0]).body())
                    .contains("\"info\":\"" + store.dialect().folder() + "\"");
            assertThat(hub.deadLetters()).isEmpty();
        }
    }

    @Test
    void theSameRoutesRunOnASeparateBrokerUnderATopicPrefix(@TempDir Path folder) throws Exception {
        String prefix = UUID.randomUUID().toString().substring(0, 8) + ".";
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("hub.kafka.topic-prefix", prefix);
        try (TestHub hub = TestHub.onSharedBroker(folder, settings);
                TestCustomer customer = TestCustomer.of(hub)) {
            customer.track("sandbox", "T2");

            assertThat(hub.sandboxEvent("T2", "collection/collected")).isEqualTo(200);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(customer.codes("T2")).containsExactly("collection/collected"));
            assertThat(events(prefix + "tracking.events"))
                    .extracting(TrackingEvent::carrierTrackingId)
                    .containsExactly("T2");
            assertThat(folder.resolve("kafka")).as("no broker of its own").doesNotExist();
        }
    }

    @Test
    void anEventBeforeItsTrackerAndItsRepeatAreToldOnce(@TempDir Path folder) throws Exception {
        try (TestHub hub = TestHub.onSharedBroker(folder, Map.of());
                TestCustomer customer = TestCustomer.of(hub)) {
            hub.sandboxEvent("T3", "collection/collected");
            hub.sandboxEvent("T3", "collection/collected");

            String shipment = customer.track("sandbox", "T3");

            hub.sandboxEvent("T3", SIGNED_FOR);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(customer.codes("T3"))
                    .containsExactly("collection/collected", SIGNED_FOR));
            assertThat(eventIds(customer.get("/shipments/" + shipment + "/track")))
                    .hasSize(2)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aSteadyTrickleIsNotHeldBackUntilABatchIsFull(@TempDir Path folder) throws Exception {
        try (TestHub hub = TestHub.onSharedBroker(folder, Map.of());
                TestCustomer customer = TestCustomer.of(hub)) {
            // Given calls so close to each other that the stages never find their topics empty
            customer.track("sandbox", "T4");
            hub.sandboxEvent("T4", SIGNED_FOR);
            AtomicInteger sent = new AtomicInteger();

            // When they go on until the first of them has reached the customer
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(PATIENCE)
                    .until(() -> {
                        hub.sandboxEvent("other" + sent.incrementAndGet(), "collection/collected");
                        return !customer.codes("T4").isEmpty();
                    });

            // Then it did not wait for a batch of five hundred
            assertThat(sent.get()).isLessThan(450);
        }
    }

    private static List<String> eventIds(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode body = Json.parse(answer.body().getBytes(StandardCharsets.UTF_8));
        List<String> ids = new ArrayList<>();
        body.findValues("events")
                .forEach(events ->
                        events.forEach(event -> ids.add(event.path("id").asText())));
        return ids;
    }

    private static List<TrackingEvent> events(String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", TestBroker.bootstrap(), "group.id", topic, "auto.offset.reset", "earliest");
        List<TrackingEvent> events = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> events.add(Json.read(record.value(), TrackingEvent.class)));
                return !events.isEmpty();
            });
        }
        return events;
    }
}
