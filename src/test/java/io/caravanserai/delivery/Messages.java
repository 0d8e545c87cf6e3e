package io.caravanserai.delivery;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.caravanserai.event.Json;
import io.caravanserai.testkit.WebhookSink;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads what a webhook receiver got. */
final class Messages {
    private Messages() {}

    /**
     * Verifies a message as subscribers do, with the library of Standard Webhooks.
     *
     * @throws WebhookVerificationException when it was not signed with the secret or its time is not the present
     */
    static void verify(Subscription subscription, WebhookSink.Received message) throws WebhookVerificationException {
        new Webhook(subscription.secret().text()).verify(message.text(), headers(message));
    }

    private static HttpHeaders headers(WebhookSink.Received message) {
        Map<String, List<String>> headers = message.headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
        return HttpHeaders.of(headers, (name, value) -> true);
    }

    /** The ids of a shipment's events, in the order of arrival. */
    static List<String> events(WebhookSink sink, String shipment) {
        return sink.received().stream()
                .filter(message -> shipment(message).equals(shipment))
                .map(Messages::event)
                .toList();
    }

    static String shipment(WebhookSink.Received message) {
        return path(message, "/0/shipment_id");
    }

    static String event(WebhookSink.Received message) {
        return path(message, "/0/event/id");
    }

    private static String path(WebhookSink.Received message, String pointer) {
        try {
            return Json.parse(message.body()).at(pointer).asText();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
