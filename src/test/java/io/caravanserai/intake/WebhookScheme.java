package io.caravanserai.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpCall;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A way to prove; carriers in capitals are those of the shipped route files. */
enum WebhookScheme {
    HEX("hexone", true, false, false) {
        @Override
        WebhookProof proof(byte[] body, String secret, Instant time) {
            return new WebhookProof("X-Sig", "sha256=" + HexFormat.of().formatHex(hmac("HmacSHA256", secret, body)));
        }
    },
    TIMED("timedone", true, true, true) {
        @Override
        WebhookProof proof(byte[] body, String secret, Instant time) {
            String seconds = Long.toString(time.getEpochSecond());
            return new WebhookProof(
                    "X-Sig",
                    base64(hmac("HmacSHA512", secret, (seconds + ".").getBytes(UTF_8), body)),
                    List.of("X-Time: " + seconds));
        }
    },
    FEDEX("fedex", true, false, true) {
        @Override
        WebhookProof proof(byte[] body, String secret, Instant time) {
            return new WebhookProof("fdx-signature", base64(hmac("HmacSHA256", secret, body)));
        }
    },
    INPOST("inpost", true, true, true) {
        @Override
        WebhookProof proof(byte[] body, String secret, Instant time) {
            return new WebhookProof(
                    "x-inpost-signature",
                    base64(hmac("HmacSHA256", secret, (time + ".").getBytes(UTF_8), body)),
                    List.of("x-inpost-timestamp: " + time));
        }
    },
    USPS("usps", true, true, true) {
        @Override
        WebhookProof proof(byte[] body, String secret, Instant time) {
            JsonNode told = json(body);
            return new WebhookProof(
                    "X-HMAC",
                    base64(hmac(
                            "HmacSHA256",
                            secret,
                            (told.path("timestamp").asText()
                                            + told.path("payload").asText())
                                    .getBytes(UTF_8))));
        }

        @Override
        byte[] body(Instant time) {
            String payload = "{\"trackingNumber\": \"" + UUID.randomUUID() + "\",\r\n\"city\":\"Zoë\"}";
            return ("{ \"timestamp\":\"" + time + "\",\r\n \"payload\" :" + Json.text(payload) + "}\r\n")
                    .getBytes(UTF_8);
        }
    },
    BASIC("basicone", false, false, true) {
        @Override
        WebhookProof proof(byte[] body, String secret, Instant time) {
            return new WebhookProof("Authorization", "Basic " + base64(("user:" + secret).getBytes(UTF_8)));
        }
    },
    BEARER("bearerone", false, false, true) {
        @Override
        WebhookProof proof(byte[] body, String secret, Instant time) {
            return new WebhookProof("Authorization", "Bearer " + secret);
        }
    },
    BRING("bring", false, false, true) {
        @Override
        WebhookProof proof(byte[] body, String secret, Instant time) {
            return new WebhookProof("x-caravanserai-token", secret);
        }
    },
    QUERY("queryone", false, false, true) {
        @Override
        WebhookProof proof(byte[] body, String secret, Instant time) {
            return new WebhookProof("?token", secret);
        }
    },
    UPS("ups", false, true, true) {
        @Override
        WebhookProof proof(byte[] body, String secret, Instant time) {
            Clock clock = Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), time));
            OauthTokens issuer = new OauthTokens("ups", "ups", secret, Duration.ofMinutes(30), clock);
            HttpCall call = new HttpCall(
                    "POST",
                    "/",
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    "",
                    ("grant_type=client_credentials&client_id=ups&client_secret=" + secret).getBytes(UTF_8));
            String answer = new String(issuer.issue(call).body(), UTF_8);
            String token = answer.replaceAll(".*\"access_token\":\"([^\"]+)\".*", "$1");
            return new WebhookProof("Authorization", "Bearer " + token, List.of("credential: " + KEY));
        }
    };

    /** The secret that is good now. */
    static final String NOW = "n0w-S3cret-of-the-test";
    /** The secret before it, which is good as well. */
    static final String BEFORE = "b3fore-S3cret-of-the-test";
    /** What UPS sends beside its token. */
    static final String KEY = "k3y-of-the-Test";

    final String carrier;
    final boolean coversBody;
    final boolean growsOld;
    final boolean caseMatters;

    WebhookScheme(String carrier, boolean coversBody, boolean growsOld, boolean caseMatters) {
        this.carrier = carrier;
        this.coversBody = coversBody;
        this.growsOld = growsOld;
        this.caseMatters = caseMatters;
    }

    abstract WebhookProof proof(byte[] body, String secret, Instant time);

    /** No two are alike; nothing about them survives being parsed and written again. */
    byte[] body(Instant time) {
        return ("{\r\n\t\"package\" : \"" + UUID.randomUUID() + "\",\"name\":\"Zoë \\u00e9\",\"n\":1.50e0 }\n")
                .getBytes(UTF_8);
    }

    static JsonNode json(byte[] body) {
        try {
            return Json.parse(body);
        } catch (IOException e) {
            // a body that was changed by one byte
            return Json.mapper().missingNode();
        }
    }

    private static byte[] hmac(String algorithm, String secret, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), algorithm));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
