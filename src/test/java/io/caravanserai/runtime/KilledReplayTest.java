package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that is killed while it reads raw messages again: repeating the replay does the rest, and nothing twice. */
class KilledReplayTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String CODES = "document,carrier_code,milestone,code,sub_code,reason,description\n";
    private static final List<String> MEANINGS = List.of("delivery,delivered", "collection,collected");
    private static final String TIME = "2026-03-01T10:15:00+01:00";
    private static final int IN_A_MESSAGE = 100;
    private static final int LETTERS = 40;

    @TempDir
    Path folder = Path.of("unset");

    @Tag("slow")
    @Test
    void replaysThatAreKilledAgainAndAgainAreRepeated() throws Exception {
        killed(8, 4_000, new Random().nextLong());
    }

    private void killed(int rounds, int events, long seed) throws Exception {
        Random random = new Random(seed);
        String how = "seed " + seed;
        EditedHub.prepare(folder, "acme");
        Path mapping = folder.resolve("edi-mappings/acme/tracking.map.yaml");
        Path codes = mapping.resolveSibling("codes.csv");
        Files.writeString(mapping, Files.readString(mapping).replaceAll("(?m)^ *codes: hub.*\\n", ""));
        Files.writeString(codes, CODES);
        try (HubProcess hub = HubProcess.start(folder, environment());
                TestCustomer customer = hub.customer()) {
            List<String> numbers = numbers("N", events);
            List<String> unreadable = numbers("U", LETTERS);
            track(customer, numbers);
            track(customer, unreadable);
            for (int from = 0; from < events; from += IN_A_MESSAGE) {
                post(
                        hub,
                        numbers.subList(from, from + IN_A_MESSAGE).stream()
                                .map(number -> Map.of("tracking_number", number, "code", "XYZ", "time", TIME))
                                .toList());
            }
            for (String number : unreadable) {
                post(hub, Map.of("tracking_number", number, "code", "XYZ", "at", TIME));
            }
            await().atMost(PATIENCE).until(() -> stored(hub) == events && letters(hub) == LETTERS);

            Files.writeString(
                    mapping, Files.readString(mapping).replace("pick: event.time", "pick: event.time | event.at"));
            for (int round = 0; round < rounds; round++) {
                Files.writeString(codes, CODES + ",XYZ," + MEANINGS.get(round % MEANINGS.size()) + ",,,Corrected\n");
                assertThat(hub.manage("POST", "/admin/reload", new byte[0]).statusCode())
                        .isEqualTo(200);
                int enough = 1 + random.nextInt(events);
                String replay = start(hub);
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(1 + random.nextInt(10)))
                        .until(() -> counts(hub, replay).path("sent").asInt() >= enough || !isRunning(hub, replay));

                hub.kill();

                hub.restart();
                finish(hub, start(hub));
                int told = round + 2;
                await().atMost(PATIENCE).untilAsserted(() -> {
                    assertThat(stored(hub)).as(how).isEqualTo((long) events * told + (long) LETTERS * (told - 1));
                    assertThat(letters(hub)).as(how).isZero();
                });
            }

            JsonNode again = finish(hub, start(hub));
            assertThat(again.path("unchanged").asInt()).as(how).isEqualTo(events + LETTERS);
            assertThat(again.path("sent").asInt()).as(how).isZero();
            await().atMost(PATIENCE).untilAsserted(() -> {
                Map<String, List<JsonNode>> heard = heard(customer);
                assertThat(numbers)
                        .allSatisfy(number -> assertChain(how, heard.getOrDefault(number, List.of()), rounds + 1));
                assertThat(unreadable)
                        .allSatisfy(number -> assertChain(how, heard.getOrDefault(number, List.of()), rounds));
            });
            assertThat(stored(hub)).as(how).isEqualTo((long) events * (rounds + 1) + (long) LETTERS * rounds);
        }
    }

    private Map<String, String> environment() {
        return Map.of(
                "HUB_ROUTES_DIR", folder.resolve("routes").toString(),
                "HUB_MAPPINGS_DIR", folder.resolve("edi-mappings").toString(),
                "HUB_RELOAD", "false",
                "HUB_KAFKA_FLUSH", "os",
                "HUB_WEBHOOK_RETRY_SCHEDULE", "1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s");
    }

    private static List<String> numbers(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    private static void track(TestCustomer customer, List<String> numbers) throws Exception {
        for (int from = 0; from < numbers.size(); from += 1_000) {
            customer.trackAll("acme", numbers.subList(from, Math.min(numbers.size(), from + 1_000)));
        }
    }

    private static void post(HubProcess hub, Object body) throws Exception {
        assertThat(hub.call("POST", "/carriers/acme/events", Json.bytes(body)).statusCode())
                .isEqualTo(200);
    }

    private static String start(HubProcess hub) throws Exception {
        byte[] request = Json.bytes(Map.of("carrier", "acme", "from", "1h"));
        return TestHub.json(hub.manage("POST", "/admin/replay", request))
                .path("id")
                .asText();
    }

    private static JsonNode finish(HubProcess hub, String replay) throws Exception {
        await().atMost(PATIENCE).until(() -> !isRunning(hub, replay));
        JsonNode done = counts(hub, replay);
        assertThat(done.path("status").asText()).as(done.toString()).isEqualTo("done");
        return done;
    }

    private static boolean isRunning(HubProcess hub, String replay) throws Exception {
        return counts(hub, replay).path("status").asText().equals("running");
    }

    private static JsonNode counts(HubProcess hub, String replay) throws Exception {
        return TestHub.json(hub.manage("GET", "/admin/replay/" + replay, new byte[0]));
    }

    private static long stored(HubProcess hub) throws Exception {
        return TestHub.json(hub.manage("GET", "/admin/stats", new byte[0]))
                .path("tracking_events")
                .asLong();
    }

    private static int letters(HubProcess hub) throws Exception {
        return TestHub.json(hub.manage("GET", "/admin/dead-letters?limit=500", new byte[0]))
                .path("dead_letters")
                .size();
    }

    /** What the webhooks said of each number: each event once, however often it was sent. */
    private static Map<String, List<JsonNode>> heard(TestCustomer customer) {
        Map<String, JsonNode> byEvent = new LinkedHashMap<>();
        customer.told().forEach(update -> byEvent.putIfAbsent(id(update), update));
        return byEvent.values().stream()
                .collect(Collectors.groupingBy(
                        update -> update.path("carrier_tracking_id").asText(),
                        Collectors.toCollection(ArrayList::new)));
    }

    /** Each replaces the one before, the first none. */
    private static void assertChain(String how, List<JsonNode> updates, int length) {
        assertThat(updates).as(how).hasSize(length);
        assertThat(updates.get(0).at("/event/replaces").asText("null")).as(how).isEqualTo("null");
        for (int i = 1; i < length; i++) {
            assertThat(updates.get(i).at("/event/replaces").asText()).as(how).isEqualTo(id(updates.get(i - 1)));
        }
    }

    private static String id(JsonNode update) {
        return update.at("/event/id").asText();
    }
}
