package io.caravanserai.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Raw messages read again after a mapping was corrected, through a whole hub to the customer. */
class ReplayTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String CODES =
            """
            document,carrier_code,milestone,code,sub_code,reason,description
            ,COL,collection,collected,,,Collected
            """;

    static EditedHub hub;

    /** A hub with a carrier for each test, whose codes are its own. */
    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        List<String> carriers = List.of("acme", "beta", "gamma", "delta");
        EditedHub.prepare(folder, carriers.toArray(String[]::new));
        for (String carrier : carriers) {
            Path mapping = folder.resolve("edi-mappings").resolve(carrier).resolve("tracking.map.yaml");
            Files.writeString(mapping, Files.readString(mapping).replaceAll("(?m)^ *codes: hub.*\\n", ""));
            Files.writeString(mapping.resolveSibling("codes.csv"), CODES);
        }
        hub = EditedHub.start(folder, Map.of());
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void aCodeThatWasUnmappedIsToldAgainOnceWithWhatItReplaces() throws Exception {
        try (TestCustomer customer = TestCustomer.of(hub.hub())) {
            String shipment = customer.track("acme", "R1");
            send("acme", "R1", "COL", "2026-03-01T10:15:00+01:00");
            send("acme", "R1", "XYZ", "2026-03-01T11:15:00+01:00");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(customer.codes("R1"))
                    .containsExactly("collection/collected", "other/unmapped"));
            String unmapped = customer.told("R1").get(1).at("/event/id").asText();

            hub.save(hub.mappings.resolve("acme/codes.csv"), CODES + ",XYZ,delivery,delivered,,,Delivered\n");
            assertThat(hub.reload().statusCode()).isEqualTo(200);
            JsonNode difference = replay("acme", true);

            assertThat(difference.path("unchanged").asInt()).isEqualTo(1);
            assertThat(difference.path("changed")).isEqualTo(json("{\"other/unmapped -> delivery/delivered\": 1}"));
            assertThat(difference.path("new")).isEmpty();
            assertThat(difference.at("/examples/0/old/event_id").asText()).isEqualTo(unmapped);
            assertThat(difference.path("sent").asInt()).isZero();

            assertThat(replay("acme", false).path("sent").asInt()).isEqualTo(1);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(customer.codes("R1"))
                    .containsExactly("collection/collected", "other/unmapped", "delivery/delivered"));
            assertThat(customer.told("R1").get(2).at("/event/replaces").asText())
                    .isEqualTo(unmapped);
            assertThat(tracked(customer, shipment)).containsExactly("collection/collected", "delivery/delivered");
            assertThat(TestHub.json(hub.hub().manage("GET", "/admin/unmapped", new byte[0]))
                            .path("unmapped"))
                    .isEmpty();

            // again: nothing is left to tell
            JsonNode again = replay("acme", false);
            assertThat(again.path("unchanged").asInt()).isEqualTo(2);
            assertThat(again.path("sent").asInt()).isZero();
            send("acme", "R1", "XYZ", "2026-03-01T11:15:00+01:00");
            send("acme", "R1", "COL", "2026-03-01T12:15:00+01:00");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(customer.told("R1")).hasSize(4));
            assertThat(customer.codes("R1")).endsWith("collection/collected");
        }
    }

    @Test
    void aCorrectionOfACorrectionReplacesTheLastOne() throws Exception {
        try (TestCustomer customer = TestCustomer.of(hub.hub())) {
            String shipment = told(customer, "beta", "R2", "XYZ", "2026-03-01T11:15:00+01:00");
            int told = 1;
            for (String code : List.of("delivery,delivered", "collection,collected", "delivery,delivered")) {
                hub.save(hub.mappings.resolve("beta/codes.csv"), CODES + ",XYZ," + code + ",,,Corrected\n");
                hub.reload();

                assertThat(replay("beta", false).path("sent").asInt()).isEqualTo(1);

                int now = ++told;
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(customer.told("R2")).hasSize(now));
                assertThat(customer.told("R2")
                                .get(now - 1)
                                .at("/event/replaces")
                                .asText())
                        .isEqualTo(
                                customer.told("R2").get(now - 2).at("/event/id").asText());
                assertThat(tracked(customer, shipment)).containsExactly(code.replace(',', '/'));
            }
        }
    }

    @Test
    void aCorrectedClockReplacesTheEventAlthoughItsIdIsAnother() throws Exception {
        try (TestCustomer customer = TestCustomer.of(hub.hub())) {
            String shipment = told(customer, "gamma", "R3", "COL", "2026-03-01T10:15:00");
            String wrong = customer.told("R3").get(0).at("/event/id").asText();

            hub.edit(hub.mappings.resolve("gamma/tracking.map.yaml"), "assumed: UTC", "assumed: Europe/Oslo");
            hub.reload();
            assertThat(replay("gamma", false).path("sent").asInt()).isEqualTo(1);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(customer.told("R3")).hasSize(2));
            JsonNode told = customer.told("R3").get(1).path("event");
            assertThat(told.path("replaces").asText()).isEqualTo(wrong);
            assertThat(told.at("/event_time/carrier_utc").asText()).endsWith("+01:00");
            assertThat(tracked(customer, shipment)).hasSize(1);
            assertThat(replay("gamma", true).path("unchanged").asInt()).isEqualTo(1);
        }
    }

    @Test
    void whatCouldNotBeReadIsReadAndWhatIsNoLongerMadeIsLeft() throws Exception {
        try (TestCustomer customer = TestCustomer.of(hub.hub())) {
            Path mapping = hub.mappings.resolve("delta/tracking.map.yaml");
            String good = Files.readString(mapping);
            String shipment = customer.track("delta", "R4");
            hub.hub().post("/carriers/delta/events", event("R4", "COL", "2026-03-01T10:15:00Z"));
            hub.hub()
                    .post(
                            "/carriers/delta/events",
                            "{\"tracking_number\":\"R4\",\"code\":\"COL\",\"at\":\"2026-03-01T12:15:00Z\"}"
                                    .getBytes(UTF_8));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(hub.hub().deadLetters()).hasSize(1));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(customer.told("R4")).hasSize(1));

            hub.save(mapping, good.replace("pick: event.time", "pick: event.at"));
            hub.reload();
            JsonNode difference = replay("delta", true);
            assertThat(difference.path("new")).isEqualTo(json("{\"collection/collected\": 1}"));
            assertThat(difference.path("vanished")).isEqualTo(json("{\"collection/collected\": 1}"));
            assertThat(difference.path("dead_letters_readable").asInt()).isEqualTo(1);

            hub.save(mapping, good.replace("pick: event.time", "pick: event.time | event.at"));
            hub.reload();
            replay("delta", false);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(customer.told("R4")).hasSize(2));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(hub.hub().deadLetters()).isEmpty());
            assertThat(tracked(customer, shipment)).hasSize(2);
        }
    }

    @Test
    void whatCannotBeReplayedIsRefusedWithTheNextStep() throws Exception {
        assertThat(refusal("{\"carrier\":\"acm\",\"from\":\"24h\"}")).contains("did you mean 'acme'");
        assertThat(refusal("{\"carrier\":\"acme\"}")).contains("from is required");
        assertThat(refusal("{\"carrier\":\"acme\",\"from\":\"yesterday\"}")).contains("from is 'yesterday'");
        assertThat(refusal("{\"carrier\":\"acme\",\"from\":\"2026-03-02\",\"to\":\"2026-03-01\"}"))
                .contains("must be before");
    }

    private static String refusal(String body) throws Exception {
        HttpResponse<String> answer = hub.hub().manage("POST", "/admin/replay", body.getBytes(UTF_8));
        assertThat(answer.statusCode()).isEqualTo(400);
        return answer.body();
    }

    private static void send(String carrier, String number, String code, String time) throws Exception {
        HttpResponse<String> answer = hub.hub().post("/carriers/" + carrier + "/events", event(number, code, time));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    /** Tracks a number and waits until the customer was told of its first event; the shipment. */
    private static String told(TestCustomer customer, String carrier, String number, String code, String time)
            throws Exception {
        String shipment = customer.track(carrier, number);
        send(carrier, number, code, time);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(customer.told(number)).hasSize(1));
        return shipment;
    }

    private static byte[] event(String number, String code, String time) {
        return Json.bytes(Map.of("tracking_number", number, "code", code, "time", time));
    }

    private static JsonNode replay(String carrier, boolean dryRun) throws Exception {
        JsonNode started = TestHub.json(hub.hub()
                .manage(
                        "POST",
                        "/admin/replay",
                        Json.bytes(Map.of("carrier", carrier, "from", "1h", "dry_run", dryRun))));
        String path = "/admin/replay/" + started.path("id").asText();
        await().atMost(PATIENCE).until(() -> !TestHub.json(hub.hub().manage("GET", path, new byte[0]))
                .path("status")
                .asText()
                .equals("running"));
        JsonNode done = TestHub.json(hub.hub().manage("GET", path, new byte[0]));
        assertThat(done.path("status").asText()).as(done.toString()).isEqualTo("done");
        return done;
    }

    private static List<String> tracked(TestCustomer customer, String shipment) throws Exception {
        JsonNode events =
                TestHub.json(customer.get("/shipments/" + shipment + "/track")).at("/tracking_data/events");
        return StreamSupport.stream(events.spliterator(), false)
                .map(event -> TestCustomer.code(Json.mapper().createObjectNode().set("event", event)))
                .toList();
    }

    private static JsonNode json(String text) throws Exception {
        return Json.parse(text.getBytes(UTF_8));
    }
}
