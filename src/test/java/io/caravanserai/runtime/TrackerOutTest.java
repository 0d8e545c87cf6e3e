package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Ids;
import io.caravanserai.event.Json;
import io.caravanserai.kafka.TestBroker;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shipment events as tracker payloads from one whole hub to another, which takes them as a Tracardi server does. */
class TrackerOutTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final byte[] NONE = new byte[0];
    /** As docs/events.md tells it. */
    private static final UUID NAMESPACE = UUID.fromString("5c2d1f0e-8a64-4f0b-9a57-3e1b7d4c6a90");

    private static TestHub hub;
    private static TestHub receiver;
    private static Path receiverData;
    private static Map<String, String> receiverSettings;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        receiverData = folder.resolve("receiver");
        receiverSettings = Map.of(
                "hub.http.port", String.valueOf(HubProcess.freePort()),
                "hub.kafka.topic-prefix", TestBroker.freshTopics().topicPrefix(),
                "hub.webhook.retry-schedule", "100ms,100ms");
        receiver = startReceiver();
        source(receiver, "parcels");
        hub = TestHub.onSharedBroker(
                folder.resolve("hub"),
                Map.of("hub.webhook.retry-schedule", String.join(",", Collections.nCopies(60, "2s"))));
    }

    private static TestHub startReceiver() {
        return TestHub.onSharedBroker(receiverData, receiverSettings);
    }

    @AfterAll
    static void stop() {
        hub.close();
        receiver.close();
    }

    private static void source(TestHub at, String id, String... needed) throws Exception {
        Map<String, Object> schemas = Map.of("order-delivered", Map.of("required", List.of(needed)));
        Map<String, Object> config = Map.of("static_profile_id", true, "schemas", schemas);
        byte[] source = Json.bytes(Map.of("id", id, "name", id, "type", "rest", "config", config));
        assertThat(at.manage("POST", "/admin/event-sources", source).statusCode())
                .isEqualTo(201);
    }

    @Test
    void anEventIsKnownThereAsItsProfilesAndOnceHoweverOftenItIsSent() throws Exception {
        try (TestCustomer customer = TestCustomer.of(hub)) {
            subscribe(customer, receiver, "parcels");
            String shipment = track(customer, "OUT1", List.of(Map.of("key", "customer_no", "value", "C-7")));
            String session = Ids.named(NAMESPACE, shipment);

            scan(hub, "OUT1", "delivery/delivered/parcel_locker", 10);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(types(receiver, session)).containsExactly("order-awaiting-pickup"));
            JsonNode event = told(receiver, session).get(0);
            assertThat(event.at("/profile/id").asText()).isEqualTo("C-7");
            assertThat(event.at("/source/id").asText()).isEqualTo("parcels");
            assertThat(event.at("/time/create").asText()).isEqualTo("2026-03-01T09:00:00Z");
            assertThat(event.at("/properties/event_time").asText()).isEqualTo("2026-03-01T10:00:00+01:00");
            assertThat(event.at("/properties/city").asText()).isEqualTo("Lund");
            assertThat(event.at("/properties/event_id").asText())
                    .isEqualTo(customer.told("OUT1").get(0).at("/event/id").asText());
            JsonNode profile = TestHub.json(receiver.manage("GET", "/admin/profiles/C-7", NONE));
            assertThat(profile.at("/sessions/0/id").asText()).isEqualTo(session);
            // profile-created, session-opened, visit-started and the event itself
            assertThat(profile.path("events")).hasSize(4);

            JsonNode delivery = deliveries(customer).stream()
                    .filter(one -> one.path("endpoint").asText().equals(url(receiver)))
                    .findFirst()
                    .orElseThrow();
            replay(customer, delivery);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(state(customer, delivery)).isEqualTo("delivered after 2"));
            assertThat(TestHub.json(receiver.manage("GET", "/admin/profiles/C-7", NONE)))
                    .isEqualTo(profile);
        }
    }

    @Test
    void whatCouldNotBeSentComesInItsOrderOnceTheServerIsBack() throws Exception {
        try (TestCustomer customer = TestCustomer.of(hub)) {
            subscribe(customer, receiver, "parcels");
            String shipment = track(customer, "OUT2", List.of());
            String session = Ids.named(NAMESPACE, shipment);
            String url = url(receiver);
            receiver.close();

            scan(hub, "OUT2", "order/created", 7);
            scan(hub, "OUT2", "collection/collected", 8);
            scan(hub, "OUT2", "delivery/out_for_delivery", 9);
            scan(hub, "OUT2", "delivery/delivered", 10);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(deliveries(customer))
                    .filteredOn(one -> one.path("endpoint").asText().equals(url))
                    .hasSize(4)
                    .anyMatch(one -> one.path("attempts").asInt() > 0));
            receiver = startReceiver();

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(types(receiver, session))
                    .containsExactly(
                            "order-waiting-for-dispatch",
                            "order-dispatched",
                            "order-dispatch-in-transit",
                            "order-delivered"));
            assertThat(told(receiver, session))
                    .extracting(event -> event.at("/profile/id").asText())
                    .containsOnly(session);
        }
    }

    @Test
    void whatTheServerRefusesIsADeadLetterThatCanBeReplayed() throws Exception {
        // the other way round: this one gives up soon
        try (TestCustomer customer = TestCustomer.of(receiver)) {
            subscribe(customer, hub, "not-yet");
            String session = Ids.named(NAMESPACE, track(customer, "OUT3", List.of()));

            scan(receiver, "OUT3", "exception/delay", 10);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(receiver.deadLetters()).hasSize(1));
            TestHub.Letter letter = receiver.deadLetters().get(0);
            assertThat(letter.reason()).isEqualTo("HTTP 401 after 3 attempts");
            assertThat(letter.text()).contains("shipment-exception", session);

            source(hub, "not-yet");
            assertThat(receiver.manage("POST", "/admin/dead-letters/" + letter.id() + "/replay", NONE)
                            .statusCode())
                    .isLessThan(300);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(types(hub, session)).containsExactly("shipment-exception"));
            assertThat(receiver.deadLetters()).isEmpty();
        }
    }

    @Test
    void whatTheServerTakesWithErrorsIsDeliveredAndItsAnswerKept() throws Exception {
        try (TestCustomer customer = TestCustomer.of(hub)) {
            source(receiver, "strict", "basket");
            subscribe(customer, receiver, "strict");
            String session = Ids.named(NAMESPACE, track(customer, "OUT4", List.of()));

            scan(hub, "OUT4", "delivery/delivered", 10);

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(deliveries(customer))
                    .hasSize(2)
                    .allMatch(one -> one.path("status").asText().equals("delivered")));
            assertThat(told(receiver, session).get(0).path("valid").asBoolean()).isFalse();
            assertThat(answers(customer)).anyMatch(answer -> answer.contains("does not fit $.required of the schema"));
        }
    }

    private static void subscribe(TestCustomer customer, TestHub to, String source) throws Exception {
        Map<String, Object> wish = Map.of(
                "endpoint",
                url(to),
                "format",
                "tracardi",
                "tracker",
                Map.of("source_id", source, "profile_key", "customer_no"));
        assertThat(customer.post("/accounts/" + customer.account() + "/webhooks/tracking/subscriptions", wish)
                        .statusCode())
                .isEqualTo(201);
    }

    private static String url(TestHub hub) {
        return "http://127.0.0.1:" + hub.hub().httpPort();
    }

    private static String track(TestCustomer customer, String number, List<?> metaData) throws Exception {
        Map<String, Object> tracker = Map.of("carrier_id", "sandbox", "tracking_number", number, "meta_data", metaData);
        return TestHub.json(customer.post("/trackers", tracker)).path("id").asText();
    }

    private static void scan(TestHub at, String number, String code, int hour) throws Exception {
        HttpResponse<String> answer = at.post(
                "/carriers/sandbox/events",
                Json.bytes(Map.of(
                        "tracking_number",
                        number,
                        "code",
                        code,
                        "time",
                        "2026-03-01T%02d:00:00+01:00".formatted(hour),
                        "city",
                        "Lund",
                        "country",
                        "SE")));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private static List<JsonNode> deliveries(TestCustomer customer) throws Exception {
        List<JsonNode> deliveries = new ArrayList<>();
        TestHub.json(customer.get("/accounts/" + customer.account() + "/webhooks/deliveries"))
                .path("deliveries")
                .forEach(deliveries::add);
        return deliveries;
    }

    private static String state(TestCustomer customer, JsonNode of) throws Exception {
        JsonNode delivery = whole(customer, of);
        return delivery.path("status").asText() + " after " + delivery.path("attempts");
    }

    private static List<String> answers(TestCustomer customer) throws Exception {
        List<String> answers = new ArrayList<>();
        for (JsonNode delivery : deliveries(customer)) {
            answers.add(whole(customer, delivery).at("/attempt_log/0/answer").asText());
        }
        return answers;
    }

    private static JsonNode whole(TestCustomer customer, JsonNode delivery) throws Exception {
        return TestHub.json(customer.get("/accounts/" + customer.account() + "/webhooks/deliveries/"
                + delivery.path("id").asText()));
    }

    private static void replay(TestCustomer customer, JsonNode delivery) throws Exception {
        String path = "/accounts/" + customer.account() + "/webhooks/deliveries/"
                + delivery.path("id").asText() + "/replay";
        assertThat(customer.post(path, Map.of()).statusCode()).isEqualTo(202);
    }

    /** Types of what was told about a session, in the order it came; none while the session is unknown. */
    private static List<String> types(TestHub at, String session) throws Exception {
        return told(at, session).stream()
                .map(event -> event.path("type").asText())
                .toList();
    }

    private static List<JsonNode> told(TestHub at, String session) throws Exception {
        HttpResponse<String> answer = at.manage("GET", "/admin/sessions/" + session, NONE);
        List<JsonNode> events = new ArrayList<>();
        if (answer.statusCode() == 200) {
            TestHub.json(answer).path("events").forEach(events::add);
            events.removeIf(event -> event.path("system").asBoolean());
            Collections.reverse(events);
        }
        return events;
    }
}
