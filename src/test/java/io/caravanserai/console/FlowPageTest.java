package io.caravanserai.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.runtime.TestHub;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The flow of a whole hub, as programs ask for it and as the page's figures renew themselves. */
class FlowPageTest {
    private static final byte[] NOTHING = new byte[0];

    @TempDir
    Path folder = Path.of("unset");

    private static JsonNode flow(TestHub hub) throws Exception {
        return Json.parse(hub.manage("GET", "/admin/flow", NOTHING).body().getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode named(JsonNode list, String field, String value) {
        for (JsonNode each : list) {
            if (each.path(field).asText().equals(value)) {
                return each;
            }
        }
        throw new AssertionError("no " + field + " " + value + " in " + list);
    }

    @Test
    void whatStandsIsToldWithWhatWaitsForItAndSinceWhen() throws Exception {
        try (TestHub hub = TestHub.onSharedBroker(folder, Map.of())) {
            // Given a hub that works
            hub.sandboxEvent("N1", "collection/collected");
            Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                JsonNode parts = flow(hub).path("parts");
                assertThat(parts.toString()).doesNotContain("failing");
                hub.sandboxEvent("N1", "collection/collected");
                assertThat(named(parts, "id", "carrier:sandbox").path("state").asText())
                        .isEqualTo("busy");
            });
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                            named(flow(hub).path("edges"), "from", "carriers")
                                    .path("waiting")
                                    .asInt())
                    .isEqualTo(0));

            // When harmonize stands and more comes
            hub.hub().route("harmonize", false);
            for (int i = 0; i < 5; i++) {
                hub.sandboxEvent("N" + i, "in_transit/departed");
            }

            // Then that part fails, and before it five wait
            Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                JsonNode flow = flow(hub);
                JsonNode part = named(flow.path("parts"), "id", "harmonize");
                assertThat(part.path("state").asText()).isEqualTo("failing");
                assertThat(part.path("words").asText()).contains("harmonize");
                JsonNode edge = named(flow.path("edges"), "from", "carriers");
                assertThat(edge.path("waiting").asInt()).isEqualTo(5);
                assertThat(edge.path("oldest_seconds").asInt(-1)).isBetween(0, 60);
                assertThat(flow.path("state").asText()).isEqualTo("failing");
            });
            String page = ConsoleVisitor.operator(hub).get("/").body();
            assertThat(page).contains("✕ failing", "<svg", "5 waiting", "See what to do");

            // and once it runs again nothing waits
            hub.hub().route("harmonize", true);
            Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                            named(flow(hub).path("edges"), "from", "carriers")
                                    .path("waiting")
                                    .asInt())
                    .isEqualTo(0));
        }
    }

    @Test
    void figuresComeAsAStreamToWhoIsLoggedInAndEndWithTheHub() throws Exception {
        TestHub hub = TestHub.onSharedBroker(folder, Map.of());
        ConsoleVisitor operator = ConsoleVisitor.operator(hub);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + hub.hub().managementPort() + "/flow/live/events"))
                .header("Cookie", operator.cookie())
                .build();

        HttpResponse<Stream<String>> stream =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines());
        var lines = stream.body().iterator();
        String event = "";
        while (!event.startsWith("event:")) {
            event = lines.next();
        }
        String data = lines.next();

        assertThat(ConsoleVisitor.stranger(hub).get("/flow/live/events").statusCode())
                .isEqualTo(303);
        assertThat(stream.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(event).isEqualTo("event: /flow/live");
        assertThat(data).startsWith("data: <p class=\"verdict\">");
        long begun = System.nanoTime();
        hub.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
    }
}
