package io.caravanserai.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.config.KafkaSettings;
import io.caravanserai.config.Settings;
import io.caravanserai.event.Json;
import io.caravanserai.kafka.TestBroker;
import io.caravanserai.store.TestStores;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A whole hub in the test's process, on free ports, with the sandbox open and loopback webhooks allowed. */
public final class TestHub implements AutoCloseable {
    private final Hub hub;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private TestHub(Hub hub) {
        this.hub = hub;
    }

    /**
     * A dead letter with its content.
     *
     * @param raw the bytes that were kept
     */
    public record Letter(
            String id, String stage, String carrier, String reason, String place, String source, byte[] raw) {
        public String text() {
            return new String(raw, StandardCharsets.ISO_8859_1);
        }
    }

    /** A hub with an embedded broker of its own; the settings win over the test's usual ones. */
    public static TestHub start(Path dataDir, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "hub.http.host", "127.0.0.1",
                "hub.http.port", "0",
                "hub.http.workers", "32",
                "hub.management.port", "0",
                "hub.data.dir", dataDir.toString(),
                "hub.kafka.port", "0",
                "hub.kafka.flush", "os",
                "hub.kafka.partitions", "2",
                "hub.sandbox", "true",
                "hub.webhook.allow-private", "true"));
        all.put("hub.fx.fetch", "false");
        all.put("hub.sftp.host", "127.0.0.1");
        all.put("hub.sftp.port", "0");
        all.putAll(settings);
        return new TestHub(Hub.start(Settings.of(all)));
    }

    /** A hub on the broker that all tests share, with topics of its own and a store that is migrated: starts faster. */
    public static TestHub onSharedBroker(Path dataDir, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("hub.kafka.brokers", TestBroker.bootstrap());
        KafkaSettings topics = TestBroker.freshTopics();
        all.putIfAbsent("hub.kafka.topic-prefix", topics.topicPrefix());
        if (!all.containsKey("hub.db.url")) {
            TestStores.migrated(Path.of(all.getOrDefault("hub.data.dir", dataDir.toString())));
        }
        return start(dataDir, all);
    }

    public Hub hub() {
        return hub;
    }

    /** Calls the public port. */
    public HttpResponse<String> call(String method, String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        return send(hub.httpPort(), method, path, body, headers);
    }

    public HttpResponse<String> post(String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        return call("POST", path, body, headers);
    }

    /** Calls the management port as an operator, with the admin token. */
    public HttpResponse<String> manage(String method, String path, byte[] body)
            throws IOException, InterruptedException {
        return send(hub.managementPort(), method, path, body, "Authorization", "Bearer " + hub.adminToken());
    }

    /** Calls the management port with these headers only. */
    public HttpResponse<String> manageWith(String method, String path, String... headers)
            throws IOException, InterruptedException {
        return send(hub.managementPort(), method, path, new byte[0], headers);
    }

    private HttpResponse<String> send(int port, String method, String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** One event of the sandbox carrier; the answer's status. */
    public int sandboxEvent(String number, String code) throws IOException, InterruptedException {
        return post(
                        "/carriers/sandbox/events",
                        Json.bytes(
                                Map.of("tracking_number", number, "code", code, "time", "2026-03-01T10:15:00+01:00")))
                .statusCode();
    }

    /** All dead letters, newest first, but those that are discarded meanwhile. */
    public List<Letter> deadLetters() throws IOException, InterruptedException {
        List<Letter> letters = new ArrayList<>();
        for (JsonNode line : json(manage("GET", "/admin/dead-letters?limit=500", new byte[0]))
                .path("dead_letters")) {
            String id = line.path("id").asText();
            HttpResponse<String> answer = manage("GET", "/admin/dead-letters/" + id, new byte[0]);
            if (answer.statusCode() == 404) {
                continue;
            }
            JsonNode whole = json(answer);
            letters.add(new Letter(
                    id,
                    line.path("stage").asText(),
                    line.path("carrier").asText(),
                    line.path("reason").asText(),
                    line.path("place").asText(),
                    line.path("source").asText(),
                    Base64.getDecoder().decode(whole.path("content_base64").asText())));
        }
        return letters;
    }

    /** The answer's body, which must be JSON of a call that went well. */
    static JsonNode json(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() >= 300) {
            throw new IOException("answered " + answer.statusCode() + ": " + answer.body());
        }
        return Json.parse(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        hub.close();
    }
}
