package io.caravanserai.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint wants to be called; kept as JSON, in which what is absent is as in {@link #NONE}.
 *
 * @param maxPerSecond calls that may begin per second, null for as many as there are
 * @param headers sent with every message, by name
 * @param tls certificates of the customer's own, null for none
 * @param oauth how the access token is had that goes with every message, null for none
 * @param transform script that puts messages into the customer's own form, see {@link PayloadTransform}; null for none
 * @param signing signs every message beside the secret, null to sign with that alone
 */
record EndpointOptions(
        @Nullable Integer maxPerSecond,
        Map<String, String> headers,
        @Nullable TlsOptions tls,
        @Nullable TokenGrant oauth,
        @Nullable String transform,
        @Nullable WebhookKeyPair signing) {
    /** Nothing special. */
    static final EndpointOptions NONE = new EndpointOptions(null, Map.of(), null, null, null, null);

    /** More than any one endpoint is sent by this hub. */
    static final int MOST_PER_SECOND = 10_000;

    EndpointOptions {
        headers = Map.copyOf(Objects.requireNonNullElse(headers, Map.of()));
    }

    /**
     * Reads a wish to subscribe, or to be called in another way from now on.
     *
     * @param before what holds where the wish says nothing
     * @param faults told what cannot be used
     */
    static EndpointOptions parse(JsonNode root, String endpoint, EndpointOptions before, FieldFaults faults) {
        EndpointOptions options = new EndpointOptions(
                root.has("max_per_second")
                        ? faults.number(root, "max_per_second", MOST_PER_SECOND)
                        : before.maxPerSecond,
                root.has("headers") ? CustomHeaders.parse(root.get("headers"), faults) : before.headers,
                root.has("tls") ? TlsOptions.parse(root.get("tls"), faults) : before.tls,
                root.has("oauth") ? TokenGrant.parse(root.get("oauth"), faults) : before.oauth,
                root.has("transform") ? transform(root, faults) : before.transform,
                root.has("ed25519") ? signing(root.get("ed25519"), before.signing, faults) : before.signing);
        if (options.tls != null && !endpoint.regionMatches(true, 0, "https:", 0, 6)) {
            faults.add("value", "tls", "The endpoint must begin with https:// for that.");
        }
        if (options.oauth != null && options.headers.keySet().stream().anyMatch("authorization"::equalsIgnoreCase)) {
            faults.add("value", "oauth", "There is a header Authorization already: leave one of them out.");
        }
        return options;
    }

    /** A pair that is there stays. */
    private static @Nullable WebhookKeyPair signing(
            JsonNode wanted, @Nullable WebhookKeyPair before, FieldFaults faults) {
        if (!wanted.isBoolean() && !wanted.isNull()) {
            faults.add("type", "ed25519", "It must be true or false.");
        }
        return !wanted.asBoolean() ? null : before == null ? WebhookKeyPair.random() : before;
    }

    private static @Nullable String transform(JsonNode root, FieldFaults faults) {
        JsonNode node = root.get("transform");
        if (node.isNull()) {
            return null;
        }
        if (!node.isTextual()) {
            faults.add("type", "transform", "It must be a text, the JSLT script itself.");
            return null;
        }
        try {
            PayloadTransform.compile(node.asText());
            return node.asText();
        } catch (IllegalArgumentException e) {
            faults.add("value", "transform", "It must be a JSLT script. " + e.getMessage());
            return null;
        }
    }

    /** Without the values of headers, which are secrets. */
    @Override
    public String toString() {
        return "EndpointOptions[" + maxPerSecond + ", " + headers.keySet() + ", " + tls + ", " + oauth + "]";
    }
}
