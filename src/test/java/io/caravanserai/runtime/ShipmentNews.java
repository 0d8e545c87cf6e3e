package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import io.caravanserai.testkit.WebhookSink;
import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a customer is told by shipment webhooks, at a receiver of its own. */
final class ShipmentNews implements AutoCloseable {
    /** The last character for private use, which no font has. */
    private static final String NO_FONT_HAS_IT = Character.toString(0x10fffd);

    private final WebhookSink sink;
    private final String secret;
    private final Map<WebhookSink.Received, JsonNode> read = Collections.synchronizedMap(new IdentityHashMap<>());

    private ShipmentNews(WebhookSink sink, String secret) {
        this.sink = sink;
        this.secret = secret;
    }

    /** Subscribes a new receiver; with carriers, to news of their shipments only. */
    static ShipmentNews of(TestCustomer customer, String... carriers) throws IOException, InterruptedException {
        WebhookSink sink = WebhookSink.start("127.0.0.1", 0);
        Map<String, Object> wish = Map.of("endpoint", sink.url(), "filter", Map.of("carrier_ids", List.of(carriers)));
        JsonNode made = TestHub.json(
                customer.post("/accounts/" + customer.account() + "/webhooks/shipment/subscriptions", wish));
        return new ShipmentNews(sink, made.path("secret").asText());
    }

    /** Everything so far about a shipment or batch, in the order of arrival; each must bear a good signature. */
    List<JsonNode> about(String id) {
        return all().stream()
                .filter(update -> update.path("id").asText().equals(id))
                .toList();
    }

    List<JsonNode> all() {
        return sink.received().stream().map(this::checked).toList();
    }

    List<String> types(String id) {
        return about(id).stream()
                .map(update -> update.path("update_type").asText())
                .toList();
    }

    /** The shipments that were told about, each with the ids of its messages: repeats of one message have the same. */
    Map<String, Set<String>> told() {
        return sink.received().stream()
                .collect(Collectors.groupingBy(
                        message -> checked(message).path("id").asText(),
                        Collectors.mapping(WebhookSink.Received::id, Collectors.toSet())));
    }

    private JsonNode checked(WebhookSink.Received message) {
        return read.computeIfAbsent(message, this::read);
    }

    private JsonNode read(WebhookSink.Received message) {
        assertThat(message.path()).isEqualTo("/webhook/shipment");
        assertThat(message.verified(secret)).isTrue();
        return Json.read(message.body(), JsonNode.class);
    }

    /** Makes a shipment; answers its id. */
    static String ship(TestCustomer customer, String carrier, int parcels, String format)
            throws IOException, InterruptedException {
        return TestHub.json(customer.post("/shipments", ShipmentBody.of(carrier, parcels, format)))
                .path("id")
                .asText();
    }

    /** Makes a shipment whose label cannot be drawn, since no font has a character of the receiver's; answers its id. */
    static String shipUndrawable(TestCustomer customer, String format) throws IOException, InterruptedException {
        ObjectNode body = Json.mapper().valueToTree(ShipmentBody.of("in_house", 1, format));
        body.withObject("/shipment/addresses/to_address").put("name", "Ada " + NO_FONT_HAS_IT);
        return TestHub.json(customer.post("/shipments", body)).path("id").asText();
    }

    @Override
    public void close() {
        sink.close();
    }
}
