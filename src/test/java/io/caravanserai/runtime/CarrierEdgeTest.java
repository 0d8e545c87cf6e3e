package io.caravanserai.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.KafkaSettings;
import io.caravanserai.config.Settings;
import io.caravanserai.event.Json;
import io.caravanserai.kafka.EmbeddedBroker;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import io.caravanserai.store.TestStores;
import io.caravanserai.testkit.TcpProxy;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What carriers may do at the hub's edge, and what it answers when it cannot keep anything. */
class CarrierEdgeTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int AT_ONCE = 10;

    @OnBothStores
    void theSameBodyTenTimesAtOnceIsOneEvent(TestStore store) throws Exception {
        Path folder = EditedHub.prepare(store.folder().resolve("project"), "keyless");
        Path route = folder.resolve("routes/carriers/keyless.camel.yaml");
        Files.writeString(route, Files.readString(route).replace("keyPath: /tracking_number", "keyPath: \"\""));
        try (EditedHub edited = EditedHub.start(folder, store.settings());
                TestCustomer customer = TestCustomer.of(edited.hub())) {
            for (String carrier : List.of("sandbox", "keyless")) {
                customer.track(carrier, "P-" + carrier);
                byte[] body = EditedHub.event("P-" + carrier, "collection/collected");

                assertThat(together(edited.hub(), "/carriers/" + carrier + "/events", body))
                        .as(carrier)
                        .containsOnly(200);

                await().atMost(PATIENCE)
                        .until(() -> !customer.told("P-" + carrier).isEmpty());
            }
            // each message has gone all the way, whichever way it took
            long messages = 2L * AT_ONCE;
            assertThat(edited.messagesOn("carrier.inbound")).isEqualTo(messages);
            await().during(Duration.ofSeconds(2))
                    .atMost(PATIENCE)
                    .until(() -> store.database()
                                    .read(connection -> Sql.number(connection, "SELECT COUNT(*) FROM tracking_event"))
                            == 2);
            assertThat(customer.told()).hasSize(2);
            assertThat(edited.hub().deadLetters()).isEmpty();
        }
    }

    private static List<Integer> together(TestHub hub, String path, byte[] body) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            CyclicBarrier start = new CyclicBarrier(AT_ONCE);
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                answers.add(threads.submit(() -> {
                    start.await();
                    return hub.post(path, body).statusCode();
                }));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get(1, TimeUnit.MINUTES));
            }
            return statuses;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void eventsInAnyOrderNeverTakeAStatusBack(@TempDir Path folder) throws Exception {
        long seed = new Random().nextLong();
        List<String> codes = new ArrayList<>(List.of(
                "collection/collected",
                "in_transit/departed_carrier_facility",
                "in_transit/arrived_at_carrier_facility",
                "delivery/out_for_delivery",
                "delivery/delivered"));
        List<String> order = new ArrayList<>(codes);
        Collections.shuffle(order, new Random(seed));
        try (TestHub hub = TestHub.onSharedBroker(folder, Map.of());
                TestCustomer customer = TestCustomer.of(hub)) {
            String shipment = customer.track("sandbox", "MIXED");
            List<Integer> ranks = new ArrayList<>();

            for (String code : order) {
                int hour = 8 + codes.indexOf(code);
                String time = "2026-03-01T%02d:00:00+01:00".formatted(hour);
                byte[] event = Json.bytes(Map.of("tracking_number", "MIXED", "code", code, "time", time));
                assertThat(hub.post("/carriers/sandbox/events", event).statusCode())
                        .isEqualTo(200);
                int sent = ranks.size() + 1;
                await().atMost(PATIENCE).until(() -> customer.codes("MIXED").size() == sent);
                ranks.add(codes.indexOf(status(customer, shipment)));
            }

            assertThat(ranks).as("seed %d, %s", seed, order).isSorted();
            assertThat(status(customer, shipment)).isEqualTo("delivery/delivered");
        }
    }

    private static String status(TestCustomer customer, String shipment) throws Exception {
        return TestHub.json(customer.get("/shipments/" + shipment))
                        .at("/tracking_status/milestone")
                        .asText()
                + "/"
                + TestHub.json(customer.get("/shipments/" + shipment))
                        .at("/tracking_status/code")
                        .asText();
    }

    @Test
    void withoutBrokerAndStoreACarrierIsToldToComeAgainInTime(@TempDir Path folder) throws Exception {
        KafkaSettings kafka = HubConfig.from(Settings.of(Map.of(
                        "hub.kafka.port", String.valueOf(HubProcess.freePort()),
                        "hub.kafka.flush", "os",
                        "hub.kafka.partitions", "2")))
                .kafka();
        EmbeddedBroker broker = EmbeddedBroker.start(kafka, folder.resolve("broker"));
        try (TestStore store = TestStores.postgresql();
                TcpProxy proxy = store.network()) {
            Map<String, String> settings = new LinkedHashMap<>(store.settings(proxy));
            settings.put("hub.kafka.brokers", kafka.bootstrap());
            settings.put("hub.http.answer-timeout", "2s");
            try (TestHub hub = TestHub.start(folder.resolve("data"), settings)) {
                assertThat(hub.sandboxEvent("N1", "collection/collected")).isEqualTo(200);

                broker.close();
                proxy.swallow(true);

                // one that would go to the broker, and one that would be a dead letter in the store
                assertTryAgain(hub, EditedHub.event("N2", "collection/collected"));
                assertTryAgain(hub, "no JSON".getBytes(UTF_8));
                proxy.swallow(false);
                proxy.breakAll();
            }
        } finally {
            broker.close();
        }
    }

    private static void assertTryAgain(TestHub hub, byte[] body) throws Exception {
        long begin = System.nanoTime();
        HttpResponse<String> answer = hub.post("/carriers/sandbox/events", body);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }
}
