package io.caravanserai.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A symmetric secret of Standard Webhooks (specification, "Signature scheme"): {@code whsec_} and 24 to 64 random bytes
 * in base64. Text form never appears in {@link #toString()}.
 *
 * @param text {@code whsec_...}, a secret
 */
public record WebhookSecret(String text) {
    private static final String PREFIX = "whsec_";
    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * @throws IllegalArgumentException when the text is no such secret; the text is not repeated
     */
    public WebhookSecret {
        int length = bytes(text).length;
        if (length < 24 || length > 64) {
            throw new IllegalArgumentException("a secret has 24 to 64 bytes, this one has " + length);
        }
    }

    /** A new secret of 32 random bytes. */
    public static WebhookSecret random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(bytes));
    }

    /**
     * The signature of one message.
     *
     * @param id the header webhook-id
     * @param epochSeconds the header webhook-timestamp
     * @return {@code v1,<base64 HMAC-SHA256 of id.timestamp.body>}
     */
    public String sign(String id, long epochSeconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(text), "HmacSHA256"));
            mac.update((id + "." + epochSeconds + ".").getBytes(UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static byte[] bytes(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a secret begins with " + PREFIX);
        }
        try {
            return Base64.getDecoder().decode(text.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a secret is base64 after " + PREFIX, e);
        }
    }

    @Override
    public String toString() {
        return PREFIX + "***";
    }
}
