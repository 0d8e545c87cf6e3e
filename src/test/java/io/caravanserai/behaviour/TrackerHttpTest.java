package io.caravanserai.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.config.KafkaSettings;
import io.caravanserai.event.Json;
import io.caravanserai.kafka.TestBroker;
import io.caravanserai.kafka.Topics;
import io.caravanserai.runtime.TestHub;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tracker payloads over real HTTP into a whole hub. */
class TrackerHttpTest {
    private static final byte[] NONE = new byte[0];

    private static KafkaSettings topics;
    private static TestHub hub;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        topics = TestBroker.freshTopics();
        hub = TestHub.onSharedBroker(
                data,
                Map.of(
                        "hub.track.debug",
                        "true",
                        "hub.track.max-body",
                        "64KiB",
                        "hub.kafka.topic-prefix",
                        topics.topicPrefix()));
        source("{\"id\":\"shop\",\"name\":\"Shop\",\"type\":\"rest\"}");
        source("{\"id\":\"hook\",\"name\":\"Hook\",\"type\":\"webhook\"}");
        source("{\"id\":\"off\",\"name\":\"Off\",\"type\":\"rest\",\"enabled\":false}");
        source("{\"id\":\"crm\",\"name\":\"CRM\",\"type\":\"rest\",\"config\":{\"static_profile_id\":true}}");
        source(
                "{\"id\":\"near\",\"name\":\"Near\",\"type\":\"rest\",\"config\":{\"allowed_origins\":[\"https://shop.example\"]}}");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static void source(String json) throws Exception {
        assertThat(hub.manage("POST", "/admin/event-sources", bytes(json)).statusCode())
                .isEqualTo(201);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static HttpResponse<String> track(String body, String... headers) throws Exception {
        return hub.call("POST", "/track", bytes(body), headers);
    }

    @Test
    void aPayloadIsAnsweredAsTracardiDoesAndCanBeReadBack() throws Exception {
        HttpResponse<String> answer = track(
                """
                {"source":{"id":"shop"},"session":{"id":"s-1"},"profile":null,"context":{"page":{"url":"/a"}},
                 "properties":{"shop":"north"},"options":{"debugger":true},"metadata":{"time":"2026-01-01"},
                 "events":[{"type":"Page View","id":"E-1","properties":{"n":1},"time":{"create":"2026-11-20T10:00:00"}}]}
                """,
                "Origin",
                "https://shop.example");

        JsonNode body = Json.parse(bytes(answer.body()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("access-control-allow-origin")).contains("https://shop.example");
        assertThat(body.path("session").path("id").asText()).isEqualTo("s-1");
        assertThat(body.path("events")).hasSize(4);
        assertThat(body.path("errors")).isEmpty();
        String profile = body.path("profile").path("id").asText();
        JsonNode event = Json.parse(
                        bytes(hub.manage("GET", "/admin/events/e-1", NONE).body()))
                .path("events")
                .path(0);
        assertThat(event.path("type").asText()).isEqualTo("page-view");
        assertThat(event.path("name").asText()).isEqualTo("Page View");
        assertThat(event.path("properties").toString()).isEqualTo("{\"shop\":\"north\",\"n\":1}");
        assertThat(event.path("context").path("page").path("url").asText()).isEqualTo("/a");
        assertThat(event.path("time").path("create").asText()).isEqualTo("2026-11-20T10:00:00Z");
        assertThat(event.path("profile").path("id").asText()).isEqualTo(profile);
        JsonNode known = Json.parse(
                bytes(hub.manage("GET", "/admin/profiles/" + profile, NONE).body()));
        assertThat(known.path("sessions").path(0).path("id").asText()).isEqualTo("s-1");
        assertThat(known.path("events")).hasSize(4);
    }

    @Test
    void whatIsKeptIsPublishedOnceUnderItsProfile() throws Exception {
        String payload =
                "{\"source\":{\"id\":\"shop\"},\"session\":{\"id\":\"s-2\"},\"events\":[{\"type\":\"buy\",\"id\":\"once\"}]}";
        String profile = Json.parse(bytes(track(payload).body()))
                .path("profile")
                .path("id")
                .asText();
        assertThat(track(payload).statusCode()).isEqualTo(200);

        List<String> published = published(profile);
        assertThat(published)
                .hasSize(4)
                .filteredOn(body -> body.contains("\"id\":\"once\""))
                .hasSize(1);
    }

    /** What is on the topic under that key, once the fourth is there. */
    private static List<String> published(String key) {
        List<String> found = new ArrayList<>();
        Map<String, Object> settings =
                Map.of("bootstrap.servers", TestBroker.bootstrap(), "group.id", key, "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topics.topic(Topics.BEHAVIOUR)));
            await().atMost(Duration.ofMinutes(2)).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (key.equals(record.key())) {
                        found.add(record.value());
                    }
                });
                return found.size() >= 4;
            });
        }
        return found;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"source\":{\"id\":\"nobody\"},\"events\":[]} | 401",
                "{\"source\":{\"id\":\"off\"},\"events\":[]} | 401",
                "{\"source\":{\"id\":\"hook\"},\"events\":[]} | 403",
                "{\"source\":{\"id\":\"near\"},\"events\":[]} | 403",
                "{\"source\":{\"id\":\"crm\"},\"events\":[]} | 422",
                "{\"source\":{},\"events\":[]} | 422",
                "{\"source\":{\"id\":\"shop\"},\"events\":[{\"type\":\" \"}]} | 422",
                "{\"source\":{\"id\":\"shop\"},\"events\":[{\"type\":\"a\",\"time\":{\"create\":\"soon\"}}]} | 422",
                "{\"source\":{\"id\":\"shop\"},\"ids\":[\"a\"]} | 422",
                "{\"secret\":1} | 422",
                "{\"source\": secret | 422",
            })
    void whatIsRefusedIsNotKeptNorEchoed(String payload, int status) throws Exception {
        HttpResponse<String> answer = track(payload, "Origin", "https://other.example");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body())
                .contains("\"detail\"")
                .doesNotContain("nobody")
                .doesNotContain("secret");
        assertThat(answer.headers().firstValue("access-control-allow-origin")).contains("https://other.example");
        assertThat(answer.headers().firstValue("vary")).contains("Origin");
    }

    @Test
    void aBodyAboveTheLimitIsRefused() throws Exception {
        String large = "{\"source\":{\"id\":\"shop\"},\"properties\":{\"x\":\"" + "x".repeat(70_000) + "\"}}";

        assertThat(track(large).statusCode()).isEqualTo(413);
    }

    @Test
    void aBrowserIsToldThatItMayCall() throws Exception {
        HttpResponse<String> answer = hub.call(
                "OPTIONS",
                "/track",
                new byte[0],
                "Origin",
                "https://shop.example",
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "content-type,x-timestamp");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map())
                .containsEntry("access-control-allow-origin", List.of("https://shop.example"))
                .containsEntry("access-control-allow-credentials", List.of("true"))
                .containsEntry("access-control-allow-headers", List.of("content-type,x-timestamp"))
                .containsEntry("access-control-max-age", List.of("600"))
                .containsEntry("access-control-expose-headers", List.of("Retry-After"));
    }

    @Test
    void anybodyWhoCanCallAUrlCanSendAnEvent() throws Exception {
        HttpResponse<String> posted = hub.call(
                "POST",
                "/collect/Form Sent/hook".replace(" ", "%20"),
                bytes("a=1&b=2&b=3"),
                "Content-Type",
                "application/x-www-form-urlencoded");
        HttpResponse<String> got = hub.call("GET", "/collect/opened/hook/s-9?mail=7", NONE);

        assertThat(posted.statusCode()).isEqualTo(200);
        assertThat(Json.parse(bytes(posted.body())).path("profile").path("id").isNull())
                .isTrue();
        assertThat(Json.parse(bytes(got.body())).path("profile").path("id").asText())
                .isNotEmpty();
        JsonNode session =
                Json.parse(bytes(hub.manage("GET", "/admin/sessions/s-9", NONE).body()));
        assertThat(session.path("events").toString()).contains("\"mail\":\"7\"");
    }

    @Test
    void aBatchAnswersEveryLine() throws Exception {
        HttpResponse<String> answer = hub.call(
                "POST",
                "/track/batch",
                bytes(
                        """
                        {"source":{"id":"shop"},"session":{"id":"s-5"},"events":[{"type":"a"}]}
                        no json

                        {"source":{"id":"nobody"},"events":[]}
                        {"source":{"id":"shop"},"session":{"id":"s-5"},"events":[{"type":"b"}]}
                        """));

        JsonNode results = Json.parse(bytes(answer.body())).path("results");
        assertThat(answer.statusCode()).isEqualTo(207);
        assertThat(results.findValuesAsText("line")).containsExactly("1", "2", "4", "5");
        assertThat(results.findValuesAsText("status")).containsExactly("200", "422", "401", "200");
        assertThat(results.get(0).path("profile")).isEqualTo(results.get(3).path("profile"));
    }

    @Test
    void aProfileThatIsErasedIsGone() throws Exception {
        String profile = Json.parse(bytes(track("{\"source\":{\"id\":\"shop\"},\"events\":[{\"type\":\"a\"}]}")
                        .body()))
                .path("profile")
                .path("id")
                .asText();

        assertThat(hub.manage("DELETE", "/admin/profiles/" + profile, NONE).statusCode())
                .isEqualTo(204);
        assertThat(hub.manage("GET", "/admin/profiles/" + profile, NONE).statusCode())
                .isEqualTo(404);
    }
}
