package io.caravanserai.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import io.caravanserai.testkit.WebhookSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The demo's second plot: a label that the hub makes itself, from the customer's call to the webhook that brings it. */
final class LabelStory {
    private static final int SHOWN = 24;

    private final Story story;
    private final Customer customer;

    LabelStory(Story story, Customer customer) {
        this.story = story;
        this.customer = customer;
    }

    /**
     * Tells it.
     *
     * @param number what makes this run's order a new one
     * @return the shipment's id
     * @throws DemoFailure when the webhook does not come in time
     */
    String play(WebhookSink sink, String number, Duration patience) throws IOException, InterruptedException {
        story.title("A label that the hub makes itself");
        String secret = customer.subscribe("shipment", sink.url());
        BlockingQueue<WebhookSink.Received> labels = new LinkedBlockingQueue<>();
        sink.answer((received, response) -> {
            if (received.path().endsWith("/shipment")) {
                labels.add(received);
            }
            response.setStatusCode(204).end();
        });
        String request = Payload.of("shipment.json", ZoneOffset.UTC, Instant.now(), Map.of("number", number));
        String shipment = customer.ship(request);
        story.step("customer", "POST /shipments: a parcel to Kraków, labelled in-house, accepted as " + shipment);
        WebhookSink.Received received = labels.poll(patience.toSeconds(), TimeUnit.SECONDS);
        if (received == null) {
            throw Demo.inVain("the webhook with the label");
        }
        ObjectNode update = Json.read(received.body(), ObjectNode.class);
        JsonNode label = update.at("/update_data/labels/0");
        byte[] document =
                Base64.getDecoder().decode(label.at("/label/base64_encoded").asText());
        story.step(
                "webhook",
                "Demo Shop received the label of SSCC "
                        + label.path("carrier_tracking_id").asText() + ", signature "
                        + (received.verified(secret) ? "verified" : "NOT VALID"));
        ((ObjectNode) label.path("label"))
                .put(
                        "base64_encoded",
                        label.at("/label/base64_encoded").asText().substring(0, SHOWN) + "...");
        story.block(Story.pretty(Json.bytes(update)));
        story.line("   which is " + document.length + " bytes for a printer, from "
                + new String(document, 0, 3, StandardCharsets.US_ASCII) + " on");
        return shipment;
    }
}
