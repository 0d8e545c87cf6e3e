package io.caravanserai.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.caravanserai.account.AccountStore;
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

    Customer(String api, AccountStore.Created created) {
        this.api = api;
        this.account = created.accountNumber();
        this.key = created.key();
    }

    String account() {
        return account;
    }

    String key() {
        return key;
    }

    /**
     * Subscribes to webhooks, instead of in an earlier demo; returns the secret that signs them.
     *
     * @param kind tracking or shipment
     */
    String subscribe(String kind, String endpoint) throws IOException, InterruptedException {
        String subscriptions = "/accounts/" + account + "/webhooks/" + kind + "/subscriptions";
        for (JsonNode earlier : expect(request(subscriptions).GET(), 200)) {
            expect(request(subscriptions + "/" + earlier.path("id").asText()).DELETE(), 204);
        }
        return post(subscriptions, Json.bytes(Map.of("endpoint", endpoint)), 201)
                .path("secret")
                .asText();
    }

    /** Has a number tracked; returns the shipment's id. */
    String track(String carrier, String number) throws IOException, InterruptedException {
        Map<String, String> tracker =
                Map.of("carrier_id", carrier, "tracking_number", number, "uuid_ref", "SO-" + number);
        return post("/trackers", Json.bytes(tracker), 201).path("id").asText();
    }

    /** The address of the page for a shipment's recipient. */
    String page(String shipment) throws IOException, InterruptedException {
        return expect(request("/shipments/" + shipment).GET(), 200)
                .path("tracking_page_url")
                .asText();
    }

    /** Has a shipment labelled; returns its id. */
    String ship(String request) throws IOException, InterruptedException {
        return post("/shipments", request.getBytes(UTF_8), 202).path("id").asText();
    }

    private JsonNode post(String path, byte[] body, int status) throws IOException, InterruptedException {
        return expect(request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body)), status);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(api + path))
                .header("x-key", key)
                .header("x-version", "v1")
                .header("Content-Type", "application/json");
    }

    private JsonNode expect(HttpRequest.Builder builder, int status) throws IOException, InterruptedException {
        HttpRequest request = builder.build();
        HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != status) {
            throw new IllegalStateException(
                    request + " answered " + answer.statusCode() + ": " + new String(answer.body(), UTF_8));
        }
        return answer.body().length == 0 ? MissingNode.getInstance() : Json.parse(answer.body());
    }
}
