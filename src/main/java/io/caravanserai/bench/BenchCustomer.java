package io.caravanserai.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** A customer of a hub under measure. */
final class BenchCustomer {
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;
    private final String account;
    private final String key;

    private BenchCustomer(int port, JsonNode created) {
        this.port = port;
        this.account = created.path("account_number").asText();
        this.key = created.path("key").asText();
    }

    /**
     * Makes an account.
     *
     * @param port public one of the hub
     * @param management its management port
     * @param token its admin token
     */
    static BenchCustomer of(int port, int management, String token) throws IOException, InterruptedException {
        return new BenchCustomer(port, manage(management, token, "/admin/accounts", "{\"name\":\"bench\"}"));
    }

    /** Makes something by a hub's management port. */
    static JsonNode manage(int management, String token, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest create = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + path))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return answer(HttpClient.newHttpClient(), create);
    }

    HttpClient client() {
        return client;
    }

    /** A shipment of one parcel from Rotterdam to Berlin, each with other numbers. */
    HttpRequest shipment(String carrier, String reference) {
        return post(
                "/shipments",
                """
                {"carrier":{"code":"%s","service":{"code":"standard"}},"label_request":{"format":"zpl200","size":"4x6"},
                 "shipment":{"uuid_ref":"%s","references":{"shipper":"%2$s"},
                  "addresses":{"from_address":{"name":"Warehouse South","street":"Maashaven 12","postal_code":"3081 AE",
                    "city":"Rotterdam","iso_country":"NL"},
                   "to_address":{"name":"Ines Weber","contact":{"email":"ines@shop.example","mobile":"+49301234567"},
                    "street":"Invalidenstr. 43","postal_code":"10115","city":"Berlin","iso_country":"DE"}},
                  "parcels":[{"weight":{"value":1.2,"unit":"kg"},"goods_description":"Books"}]}}
                """
                        .formatted(carrier, reference));
    }

    /** Subscribes to shipments at a server of this machine. */
    void subscribe(int sink) throws IOException, InterruptedException {
        answer(
                client,
                post(
                        "/accounts/" + account + "/webhooks/shipment/subscriptions",
                        Json.text(Map.of("endpoint", "http://127.0.0.1:" + sink))));
    }

    /** Sends and reads the answer; one that is not 2xx ends the measure. */
    JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        return answer(client, request);
    }

    private HttpRequest post(String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("x-key", key)
                .header("x-version", "v1")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static JsonNode answer(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(request.uri() + " answers " + answer.statusCode());
        }
        return Json.parse(answer.body());
    }
}
