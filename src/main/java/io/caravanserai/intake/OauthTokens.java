package io.caravanserai.intake;

import io.caravanserai.event.Form;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tokens the hub gives a carrier that fetches one before it calls (OAuth 2.0 client credentials, RFC 6749 section
 * 4.4). A token is its expiry signed with the client's secret: nothing is stored, every node of the hub accepts it,
 * and a new secret makes all old tokens worthless.
 */
public final class OauthTokens implements Verification {
    private static final CallText HEADER = CallText.header("authorization");

    private final String carrier;
    private final Basic client;
    private final byte[] key;
    private final Duration lifetime;
    private final Clock clock;

    public OauthTokens(String carrier, String clientId, String clientSecret, Duration lifetime, Clock clock) {
        this.carrier = carrier;
        this.client = Basic.of(clientId, clientSecret);
        this.key = clientSecret.getBytes(StandardCharsets.UTF_8);
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /** Answers {@code POST /carriers/{carrier}/oauth/token}: credentials by HTTP Basic or as form fields. */
    public HttpAnswer issue(HttpCall call) {
        Map<String, String> form = form(new String(call.body(), StandardCharsets.UTF_8));
        if (!"client_credentials".equals(form.getOrDefault("grant_type", ""))) {
            return HttpAnswer.json(400, Map.of("error", "unsupported_grant_type"));
        }
        if (client.refusal(call) != null && !knows(form)) {
            return HttpAnswer.json(401, Map.of("error", "invalid_client")).with("WWW-Authenticate", "Basic");
        }
        long expires = clock.instant().plus(lifetime).getEpochSecond();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", expires + "." + sign(expires));
        answer.put("token_type", "Bearer");
        answer.put("expires_in", lifetime.toSeconds());
        return HttpAnswer.json(200, answer).with("Cache-Control", "no-store");
    }

    @Override
    public @Nullable String refusal(HttpCall call) {
        String given = HEADER.text(call);
        int dot = given.indexOf('.');
        if (!given.regionMatches(true, 0, "Bearer ", 0, 7) || dot < 8) {
            return "Send 'Authorization: Bearer <token>'; fetch a token at /carriers/" + carrier + "/oauth/token.";
        }
        String expiry = given.substring(7, dot).trim();
        if (!expiry.matches("[0-9]{1,12}")) {
            return "The token is wrong.";
        }
        long expires = Long.parseLong(expiry);
        byte[] expected = sign(expires).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(given.substring(dot + 1).getBytes(StandardCharsets.UTF_8), expected)) {
            return "The token is wrong.";
        }
        return clock.instant().getEpochSecond() < expires ? null : "The token has expired; fetch a new one.";
    }

    private boolean knows(Map<String, String> form) {
        String pair = form.getOrDefault("client_id", "") + ":" + form.getOrDefault("client_secret", "");
        byte[] given = Base64.getEncoder().encode(pair.getBytes(StandardCharsets.UTF_8));
        return MessageDigest.isEqual(given, client.expected());
    }

    private String sign(long expires) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] signature = mac.doFinal((carrier + "." + expires).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** The first value of each name; what is not form-encoded has none. */
    private static Map<String, String> form(String text) {
        Map<String, String> fields = new HashMap<>();
        try {
            Form.parse(text, StandardCharsets.UTF_8).forEach((name, values) -> fields.put(name, values.get(0)));
            return fields;
        } catch (IllegalArgumentException e) {
            return Map.of();
        }
    }
}
