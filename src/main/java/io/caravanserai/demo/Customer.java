package io.caravanserai.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** The demo customer: calls the hub's API over HTTP as any customer would. */
final class Customer {
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String api;
    private final String account;
    private final String key;

    private Customer(String api, String account, String key) {
        this.api = api;
        this.account = account;
        this.key = key;
    }

    static Customer register(String api, String management, String adminToken, String name)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(management + "/admin/accounts"))
                .header("Authorization", "Bearer " + adminToken)
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(Map.of("name", name))))
                .build();
        HttpResponse<byte[]> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
        JsonNode created = expect(answer, 201, "POST /admin/accounts");
        return new Customer(
                api,
                created.path("account_number").asText(),
                created.path("key").asText());
    }

    String account() {
        return account;
    }

    String key() {
        return key;
    }

    /** Subscribes to tracking webhooks; returns the secret that signs them. */
    String subscribe(String endpoint) throws IOException, InterruptedException {
        return post("/accounts/" + account + "/webhooks/tracking/subscriptions", Map.of("endpoint", endpoint))
                .path("secret")
                .asText();
    }

    /** Has a number tracked; returns the shipment's id. */
    String track(String carrier, String number) throws IOException, InterruptedException {
        return post("/trackers", Map.of("carrier_id", carrier, "tracking_number", number))
                .path("id")
                .asText();
    }

    private JsonNode post(String path, Object body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api + path))
                .header("x-key", key)
                .header("x-version", "v1")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)))
                .build();
        return expect(http.send(request, HttpResponse.BodyHandlers.ofByteArray()), 201, "POST " + path);
    }

    private static JsonNode expect(HttpResponse<byte[]> answer, int status, String what) throws IOException {
        JsonNode body = Json.parse(answer.body());
        if (answer.statusCode() != status) {
            throw new IllegalStateException(what + " answered " + answer.statusCode() + ": " + body);
        }
        return body;
    }
}
