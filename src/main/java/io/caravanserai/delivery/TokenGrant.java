package io.caravanserai.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the hub gets the access token that an endpoint wants: OAuth 2.0 client credentials (RFC 6749 section 4.4).
 *
 * @param tokenUrl where tokens are had
 * @param clientSecret a secret: kept in clear in the store, and never listed or logged
 * @param scope what is asked for, null for what the client has
 * @param audience for which service, null when the server does not ask
 * @param authMethod how the client shows who it is, one of {@link #METHODS}
 */
record TokenGrant(
        String tokenUrl,
        String clientId,
        String clientSecret,
        @Nullable String scope,
        @Nullable String audience,
        String authMethod) {
    private static final String BASIC = "client_secret_basic";
    private static final String POST = "client_secret_post";
    /** As in RFC 7591, token_endpoint_auth_method. */
    private static final List<String> METHODS = List.of(BASIC, POST);

    private static final int LONGEST = 2000;
    private static final List<String> FIELDS =
            List.of("token_url", "client_id", "client_secret", "scope", "audience", "auth_method");

    TokenGrant {
        Objects.requireNonNull(tokenUrl, "oauth: token_url is required");
    }

    /**
     * Reads {@code oauth} of a wish to subscribe.
     *
     * @param faults told what cannot be used
     */
    static @Nullable TokenGrant parse(JsonNode node, FieldFaults faults) {
        if (node.isNull()) {
            return null;
        }
        if (!node.isObject()) {
            faults.add("type", "oauth", "It must be an object with token_url, client_id and client_secret.");
            return null;
        }
        faults.unknownFields(node, "oauth", FIELDS);
        String url = faults.text(node, "oauth", "token_url", LONGEST);
        String id = faults.text(node, "oauth", "client_id", LONGEST);
        String secret = faults.text(node, "oauth", "client_secret", LONGEST);
        String method = faults.text(node, "oauth", "auth_method", LONGEST);
        for (String needed : FIELDS.subList(0, 3)) {
            if (node.path(needed).isMissingNode() || node.path(needed).isNull()) {
                faults.add("missing", "oauth." + needed, "It is required.");
            }
        }
        if (method != null && !METHODS.contains(method)) {
            faults.add("value", "oauth.auth_method", "It must be one of " + String.join(", ", METHODS) + ".");
        }
        String fault = url == null ? null : SubscriptionRequest.endpointFault(url);
        if (fault != null) {
            faults.add("value", "oauth.token_url", fault);
        }
        String scope = faults.text(node, "oauth", "scope", LONGEST);
        String audience = faults.text(node, "oauth", "audience", LONGEST);
        return url == null || id == null || secret == null
                ? null
                : new TokenGrant(url, id, secret, scope, audience, method == null ? BASIC : method);
    }

    /** Where tokens are had; an address without a path gets the root. */
    URI target() {
        URI uri = URI.create(tokenUrl);
        return uri.getRawPath().isEmpty() ? uri.resolve("/") : uri;
    }

    /** The header of HTTP Basic, where the server wants that; id and secret are form-encoded first (section 2.3.1). */
    @Nullable
    String authorization() {
        if (authMethod.equals(POST)) {
            return null;
        }
        String pair = encoded(clientId) + ":" + encoded(clientSecret);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }

    byte[] form() {
        StringBuilder form = new StringBuilder("grant_type=client_credentials");
        if (authMethod.equals(POST)) {
            form.append("&client_id=").append(encoded(clientId));
            form.append("&client_secret=").append(encoded(clientSecret));
        }
        if (scope != null) {
            form.append("&scope=").append(encoded(scope));
        }
        if (audience != null) {
            form.append("&audience=").append(encoded(audience));
        }
        return form.toString().getBytes(UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    /** What is listed of it. */
    Map<String, @Nullable Object> view() {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("token_url", tokenUrl);
        view.put("client_id", clientId);
        view.put("scope", scope);
        view.put("audience", audience);
        view.put("auth_method", authMethod);
        return view;
    }

    @Override
    public String toString() {
        return "TokenGrant[" + tokenUrl + ", ***]";
    }
}
