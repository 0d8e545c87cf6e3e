package io.caravanserai.delivery;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpAnswer.FieldFault;
import io.caravanserai.http.HttpProblem;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A checked wish to subscribe.
 *
 * @param endpoint http or https address
 * @param secret the customer's own or a new one
 * @param filter which events
 * @param maxInFlight calls in flight at once, null for the hub's default
 * @param options how the endpoint wants to be called
 * @param tracker where tracker payloads go, null for messages of the hub's own form
 */
record SubscriptionRequest(
        String endpoint,
        WebhookSecret secret,
        SubscriptionFilter filter,
        @Nullable Integer maxInFlight,
        EndpointOptions options,
        @Nullable TrackerTarget tracker) {
    /** More open calls than any one endpoint should need; bounds the hub's memory. */
    static final int MOST_IN_FLIGHT = 64;

    private static final List<String> CHANGEABLE =
            List.of("filter", "max_in_flight", "max_per_second", "headers", "tls", "oauth", "transform", "ed25519");

    private static final List<String> FILTERS = List.of("carrier_ids", "milestones", "body");

    private static final int MOST_FILTER_VALUES = 200;
    private static final int LONGEST_ENDPOINT = 2000;

    /**
     * @param milestones the known milestones; empty when any is taken
     * @throws HttpProblem 400 when the body is no JSON object, 422 naming every bad field
     */
    static SubscriptionRequest parse(byte[] body, Subscription.Kind kind, Set<String> milestones) {
        JsonNode root = object(body);
        FieldFaults faults = new FieldFaults();
        String endpoint = endpoint(root.get("endpoint"), faults);
        WebhookSecret secret = secret(root.get("secret"), faults);
        SubscriptionFilter filter = filter(root.get("filter"), milestones, faults);
        Integer maxInFlight = faults.number(root, "max_in_flight", MOST_IN_FLIGHT);
        EndpointOptions options = EndpointOptions.parse(root, endpoint, EndpointOptions.NONE, faults);
        TrackerTarget tracker = TrackerTarget.parse(root, kind, faults).orElse(null);
        faults.throwIfAny();
        return new SubscriptionRequest(endpoint, secret, filter, maxInFlight, options, tracker);
    }

    /**
     * A wish to be served in another way from now on: what it does not name stays, null takes an option away.
     *
     * @throws HttpProblem 400 when the body is no JSON object, 422 naming every bad field
     */
    static SubscriptionRequest change(byte[] body, Subscription before, Set<String> milestones) {
        JsonNode root = object(body);
        FieldFaults faults = new FieldFaults();
        root.fieldNames().forEachRemaining(name -> {
            if (!CHANGEABLE.contains(name)) {
                faults.add(
                        "value",
                        name,
                        "It cannot be changed; these can: " + String.join(", ", CHANGEABLE)
                                + ". A new secret is had by rotate, all else by another subscription.");
            }
        });
        SubscriptionRequest changed = new SubscriptionRequest(
                before.endpoint(),
                before.secret(),
                root.has("filter") ? filter(root.get("filter"), milestones, faults) : before.filter(),
                root.has("max_in_flight") ? faults.number(root, "max_in_flight", MOST_IN_FLIGHT) : before.maxInFlight(),
                EndpointOptions.parse(root, before.endpoint(), before.options(), faults),
                before.tracker());
        faults.throwIfAny();
        return changed;
    }

    /** The optional {@code secret} of a rotation; an empty body asks for a new one. */
    static WebhookSecret parseSecret(byte[] body) {
        if (body.length == 0) {
            return WebhookSecret.random();
        }
        FieldFaults faults = new FieldFaults();
        WebhookSecret secret = secret(object(body).get("secret"), faults);
        faults.throwIfAny();
        return secret;
    }

    private static JsonNode object(byte[] body) {
        try {
            JsonNode root = Json.parse(body);
            if (root.isObject()) {
                return root;
            }
            throw new HttpProblem(HttpAnswer.faults(
                    422, List.of(new FieldFault("type", List.of("body"), "$", "The body must be a JSON object."))));
        } catch (JsonProcessingException e) {
            throw new HttpProblem(HttpAnswer.faults(
                    400,
                    List.of(new FieldFault(
                            "json_invalid",
                            List.of("body"),
                            "$",
                            "The body is not JSON" + at(e.getLocation()) + "."))));
        }
    }

    /** What is nested too deeply has no place. */
    private static String at(@Nullable JsonLocation place) {
        return place == null ? "" : ", see line " + place.getLineNr() + ", column " + place.getColumnNr();
    }

    private static String endpoint(@Nullable JsonNode node, FieldFaults faults) {
        if (node == null || node.isNull()) {
            faults.add("missing", "endpoint", "An http or https address is required.");
            return "";
        }
        String text = node.asText().trim();
        String fault = !node.isTextual() ? "It must be text." : endpointFault(text);
        if (fault != null) {
            faults.add("value", "endpoint", fault);
        }
        return text;
    }

    /** What is wrong with an address that the hub shall call; null for nothing. */
    static @Nullable String endpointFault(String text) {
        if (text.length() > LONGEST_ENDPOINT) {
            return "It is longer than " + LONGEST_ENDPOINT + " characters.";
        }
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            return "It is not an address such as https://example.com/hooks.";
        }
        if (!"https".equalsIgnoreCase(uri.getScheme()) && !"http".equalsIgnoreCase(uri.getScheme())) {
            return "It must begin with https:// or http://.";
        }
        if (uri.getHost() == null || isOddNumber(uri.getHost())) {
            return "It names no host that can be called.";
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            return "It must not hold user, password or fragment; messages are authenticated by their signature.";
        }
        return uri.getPort() == 0 || uri.getPort() > 65535 ? "Its port must be 1 to 65535." : null;
    }

    /** An address in an odd notation, such as 2130706433 or 0x7f.1, which some libraries read as IPv4. */
    private static boolean isOddNumber(String host) {
        return TargetPolicy.literal(host).isEmpty() && host.matches("(?i)(.*\\.)?([0-9]+|0x[0-9a-f]*)\\.?");
    }

    private static WebhookSecret secret(@Nullable JsonNode node, FieldFaults faults) {
        if (node != null && !node.isNull()) {
            try {
                return new WebhookSecret(node.isTextual() ? node.asText() : "");
            } catch (IllegalArgumentException e) {
                faults.add(
                        "value",
                        "secret",
                        "It must be whsec_ followed by 24 to 64 bytes in base64; leave it out to get one.");
            }
        }
        return WebhookSecret.random();
    }

    private static SubscriptionFilter filter(@Nullable JsonNode node, Set<String> milestones, FieldFaults faults) {
        if (node == null || node.isNull()) {
            return SubscriptionFilter.ALL;
        }
        if (!node.isObject()) {
            faults.add("type", "filter", "It must be an object with " + String.join(", ", FILTERS) + ".");
            return SubscriptionFilter.ALL;
        }
        faults.unknownFields(node, "filter", FILTERS);
        List<String> wanted = texts(node.get("milestones"), "filter.milestones", faults);
        for (int i = 0; i < wanted.size(); i++) {
            if (!milestones.isEmpty() && !milestones.contains(wanted.get(i))) {
                faults.add("value", "filter.milestones[" + i + "]", "It must be one of " + milestones + ".");
            }
        }
        return new SubscriptionFilter(
                texts(node.get("carrier_ids"), "filter.carrier_ids", faults),
                wanted,
                BodyCondition.parse(node.get("body"), faults));
    }

    private static List<String> texts(@Nullable JsonNode node, String name, FieldFaults faults) {
        if (node == null || node.isNull()) {
            return List.of();
        }
        if (!node.isArray() || node.size() > MOST_FILTER_VALUES) {
            faults.add("type", name, "It must be a list of at most " + MOST_FILTER_VALUES + " texts.");
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            if (!node.get(i).isTextual() || node.get(i).asText().isBlank()) {
                faults.add("type", name + "[" + i + "]", "It must be text.");
            }
            texts.add(node.get(i).asText());
        }
        return texts;
    }
}
