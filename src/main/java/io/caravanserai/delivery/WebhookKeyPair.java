package io.caravanserai.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;

/**
 * An asymmetric key pair of Standard Webhooks (specification, "Signature scheme"): ed25519, signatures {@code v1a}. Who
 * verifies needs no secret. The private key's text never appears in {@link #toString()}.
 *
 * @param privateKey {@code whsk_} and, in base64, the 32 bytes of the seed followed by those of the public key
 * @param publicKey {@code whpk_} and the 32 bytes of the public key in base64
 */
record WebhookKeyPair(String privateKey, String publicKey) {
    private static final String PRIVATE = "whsk_";
    private static final String PUBLIC = "whpk_";
    private static final String ALGORITHM = "Ed25519";
    private static final int KEY_BYTES = 32;
    /** What comes before the seed in PKCS #8 (RFC 8410, section 7). */
    private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");

    WebhookKeyPair {
        Objects.requireNonNull(privateKey, "key pair: the private key is required");
        Objects.requireNonNull(publicKey, "key pair: the public key is required");
    }

    static WebhookKeyPair random() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            byte[] seed = last(pair.getPrivate().getEncoded());
            byte[] open = last(pair.getPublic().getEncoded());
            byte[] both = Arrays.copyOf(seed, 2 * KEY_BYTES);
            System.arraycopy(open, 0, both, KEY_BYTES, KEY_BYTES);
            Base64.Encoder base64 = Base64.getEncoder();
            return new WebhookKeyPair(PRIVATE + base64.encodeToString(both), PUBLIC + base64.encodeToString(open));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Both encodings end with the key itself. */
    private static byte[] last(byte[] encoded) {
        return Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
    }

    /**
     * The signature of one message.
     *
     * @param id the header webhook-id
     * @param epochSeconds the header webhook-timestamp
     * @return {@code v1a,<base64 signature of id.timestamp.body>}
     */
    String sign(String id, long epochSeconds, byte[] body) {
        try {
            byte[] encoded = Arrays.copyOf(PKCS8, PKCS8.length + KEY_BYTES);
            byte[] both = Base64.getDecoder().decode(privateKey.substring(PRIVATE.length()));
            System.arraycopy(both, 0, encoded, PKCS8.length, KEY_BYTES);
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded)));
            signature.update((id + "." + epochSeconds + ".").getBytes(UTF_8));
            signature.update(body);
            return "v1a," + Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "WebhookKeyPair[" + publicKey + "]";
    }
}
