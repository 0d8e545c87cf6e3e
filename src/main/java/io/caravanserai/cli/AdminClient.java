package io.caravanserai.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.caravanserai.event.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Talks to the management port of the hub that runs with these settings. */
final class AdminClient {
    private final HubConfig config;
    private final HttpClient http;
    private JsonNode answered = Json.mapper().createObjectNode();
    private boolean acted;

    AdminClient(Settings settings) {
        this.config = HubConfig.from(settings);
        HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5));
        config.http().managementTls().map(OwnHubTls::of).ifPresent(client::sslContext);
        this.http = client.build();
    }

    /**
     * @throws IllegalArgumentException when no hub answers, the token is wrong or the hub refuses, in the user's words
     */
    JsonNode post(String path, Object body) throws IOException, InterruptedException {
        return send("POST", path, body);
    }

    /**
     * The same for work that takes its time.
     *
     * @throws IllegalArgumentException like {@link #post}
     */
    JsonNode postPatiently(String path, Object body, Duration patience) throws IOException, InterruptedException {
        return send(request(path)
                .timeout(patience)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)))
                .build());
    }

    /**
     * @throws IllegalArgumentException like {@link #post}
     */
    JsonNode put(String path, Object body) throws IOException, InterruptedException {
        return send("PUT", path, body);
    }

    /**
     * @throws IllegalArgumentException like {@link #post}
     */
    JsonNode get(String path) throws IOException, InterruptedException {
        return send(request(path).build());
    }

    /**
     * @throws IllegalArgumentException like {@link #post}
     */
    void delete(String path) throws IOException, InterruptedException {
        send(request(path).DELETE().build());
    }

    /** What the hub answered last; to what was done, if anything was, not to what was asked about it then. */
    JsonNode answered() {
        return answered;
    }

    /** A value as a query or a part of a path has it. */
    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private JsonNode send(String method, String path, Object body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)))
                .build());
    }

    private HttpRequest.Builder request(String path) throws IOException {
        return HttpRequest.newBuilder(base().resolve(path))
                .timeout(Duration.ofSeconds(30))
                // the audit log shows it
                .header("User-Agent", "./hub (" + System.getProperty("user.name") + ")")
                .header("Authorization", "Bearer " + token());
    }

    private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        try {
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            JsonNode json = answer.statusCode() == 204 ? Json.mapper().createObjectNode() : Json.parse(answer.body());
            if (answer.statusCode() == 401) {
                throw new IllegalArgumentException("The hub at " + base() + " has another admin token than "
                        + tokenSource() + ": set HUB_ADMIN_TOKEN or HUB_DATA_DIR to that hub's.");
            }
            if (answer.statusCode() >= 300) {
                throw new IllegalArgumentException("The hub refused (" + answer.statusCode() + "): "
                        + json.path("detail").asText());
            }
            boolean acts = !request.method().equals("GET");
            if (acts || !acted) {
                answered = json;
                acted |= acts;
            }
            return json;
        } catch (HttpTimeoutException e) {
            throw new IllegalArgumentException(
                    "The hub at " + base() + " did not answer in time. Its log says what it is busy with, /health/ready"
                            + " whether a part is away.",
                    e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "What answers at " + base() + " is no hub: name the hub's management port by HUB_MANAGEMENT_PORT.",
                    e);
        } catch (ConnectException e) {
            throw new IllegalArgumentException(
                    "No hub answers at " + base() + ". Start it with ./hub run or ./hub demo, or name its port by"
                            + " HUB_MANAGEMENT_PORT.",
                    e);
        }
    }

    private URI base() {
        String host = config.http().managementHost();
        String scheme = config.http().managementTls().isPresent() ? "https://" : "http://";
        return URI.create(scheme + ("0.0.0.0".equals(host) ? "127.0.0.1" : host) + ":"
                + config.http().managementPort());
    }

    private String tokenSource() {
        return config.adminToken().isPresent()
                ? "HUB_ADMIN_TOKEN says"
                : "is in " + config.dataDir().resolve("admin-token");
    }

    private String token() throws IOException {
        Path file = config.dataDir().resolve("admin-token");
        if (config.adminToken().isPresent()) {
            return config.adminToken().get();
        }
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("There is no admin token at " + file
                    + ": start the hub once, or set HUB_ADMIN_TOKEN or HUB_DATA_DIR to the hub's.");
        }
        return Files.readString(file).trim();
    }
}
