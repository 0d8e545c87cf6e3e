package io.caravanserai.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way a carrier proves itself, over real HTTP: what is genuine is kept byte for byte, all else leaves no trace. */
class WebhookVerificationTest {
    private static final String NOW = "n0w-S3cret-of-the-test";
    private static final String BEFORE = "b3fore-S3cret-of-the-test";
    private static final String KEY = "k3y-of-the-Test";

    static IntakeHarness hub;

    /** A carrier's proof of one body: the header or query parameter that matters, and headers beside it. */
    record Proof(String name, String value, List<String> beside) {
        Proof(String name, String value) {
            this(name, value, List.of());
        }
    }

    /** A way to prove; carriers in capitals are those of the shipped route files. */
    enum Scheme {
        HEX("hexone", true, false, false) {
            @Override
            Proof proof(byte[] body, String secret, Instant time) {
                return new Proof("X-Sig", "sha256=" + HexFormat.of().formatHex(hmac("HmacSHA256", secret, body)));
            }
        },
        TIMED("timedone", true, true, true) {
            @Override
            Proof proof(byte[] body, String secret, Instant time) {
                String seconds = Long.toString(time.getEpochSecond());
                return new Proof(
                        "X-Sig",
                        base64(hmac("HmacSHA512", secret, (seconds + ".").getBytes(UTF_8), body)),
                        List.of("X-Time: " + seconds));
            }
        },
        FEDEX("fedex", true, false, true) {
            @Override
            Proof proof(byte[] body, String secret, Instant time) {
                return new Proof("fdx-signature", base64(hmac("HmacSHA256", secret, body)));
            }
        },
        INPOST("inpost", true, true, true) {
            @Override
            Proof proof(byte[] body, String secret, Instant time) {
                return new Proof(
                        "x-inpost-signature",
                        base64(hmac("HmacSHA256", secret, (time + ".").getBytes(UTF_8), body)),
                        List.of("x-inpost-timestamp: " + time));
            }
        },
        USPS("usps", true, true, true) {
            @Override
            Proof proof(byte[] body, String secret, Instant time) {
                JsonNode told = json(body);
                return new Proof(
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
            Proof proof(byte[] body, String secret, Instant time) {
                return new Proof("Authorization", "Basic " + base64(("user:" + secret).getBytes(UTF_8)));
            }
        },
        BEARER("bearerone", false, false, true) {
            @Override
            Proof proof(byte[] body, String secret, Instant time) {
                return new Proof("Authorization", "Bearer " + secret);
            }
        },
        BRING("bring", false, false, true) {
            @Override
            Proof proof(byte[] body, String secret, Instant time) {
                return new Proof("x-caravanserai-token", secret);
            }
        },
        QUERY("queryone", false, false, true) {
            @Override
            Proof proof(byte[] body, String secret, Instant time) {
                return new Proof("?token", secret);
            }
        },
        UPS("ups", false, true, true) {
            @Override
            Proof proof(byte[] body, String secret, Instant time) {
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
                return new Proof("Authorization", "Bearer " + token, List.of("credential: " + KEY));
            }
        };

        final String carrier;
        final boolean coversBody;
        final boolean growsOld;
        final boolean caseMatters;

        Scheme(String carrier, boolean coversBody, boolean growsOld, boolean caseMatters) {
            this.carrier = carrier;
            this.coversBody = coversBody;
            this.growsOld = growsOld;
            this.caseMatters = caseMatters;
        }

        abstract Proof proof(byte[] body, String secret, Instant time);

        /** No two are alike; nothing about them survives being parsed and written again. */
        byte[] body(Instant time) {
            return ("{\r\n\t\"package\" : \"" + UUID.randomUUID() + "\",\"name\":\"Zoë \\u00e9\",\"n\":1.50e0 }\n")
                    .getBytes(UTF_8);
        }

        int send(byte[] body, Proof proof) throws IOException {
            List<String> headers = new ArrayList<>(proof.beside());
            String path = "/carriers/" + carrier + "/events";
            if (proof.name().startsWith("?")) {
                path += proof.name() + "=" + proof.value();
            } else {
                headers.add(proof.name() + ": " + proof.value());
            }
            return RawHttp.send(hub.port, "POST", path, headers, body).status();
        }
    }

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        String now = "file:" + Files.writeString(folder.resolve("now"), NOW);
        String before = "file:" + Files.writeString(folder.resolve("before"), BEFORE);
        Map<String, String> settings = new HashMap<>();
        for (String carrier : List.of("fedex", "inpost", "usps", "bring")) {
            settings.put("carrier." + carrier + ".webhook.secret", now);
            settings.put("carrier." + carrier + ".webhook.previous-secret", before);
        }
        settings.put("carrier.ups.webhook.client-secret", now);
        settings.put("carrier.ups.webhook.previous-client-secret", before);
        settings.put("carrier.ups.webhook.secret", "file:" + Files.writeString(folder.resolve("key"), KEY));
        hub = IntakeHarness.start(Files.createDirectory(folder.resolve("data")), settings);
        for (String carrier : List.of("fedex", "inpost", "usps", "bring", "ups")) {
            hub.load("routes/carriers/" + carrier + ".camel.yaml");
        }
        String secrets = "secret: " + now + "\n        previousSecret: " + before;
        route("hexone", "verification: hmac", "header: X-Sig", "prefix: sha256=", secrets);
        route(
                "timedone",
                "verification: hmac",
                "algorithm: SHA512",
                "encoding: base64",
                "header: X-Sig",
                "signed: header(X-Time) '.' body",
                "timestamp: header(X-Time)",
                secrets);
        route("basicone", "verification: basic", "user: user", secrets);
        route("bearerone", "verification: bearer", secrets);
        route("queryone", "verification: query-token", "parameter: token", secrets);
    }

    private static void route(String carrier, String... parameters) throws Exception {
        hub.route(
                """
                - route:
                    id: carrier-in-%1$s-webhook
                    description: A carrier of this test.
                    errorHandler:
                      noErrorHandler: {}
                    from:
                      uri: kamelet:carrier-webhook-source
                      parameters:
                        carrier: %1$s
                        keyPath: /package
                        %2$s
                      steps:
                        - to:
                            uri: kamelet:carrier-inbound-sink
                """
                        .formatted(carrier, String.join("\n        ", parameters)));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @ParameterizedTest
    @EnumSource
    void believesTheSecretAndTheOneBeforeItAndKeepsTheBytes(Scheme scheme) throws Exception {
        byte[] body = scheme.body(Instant.now());

        assertThat(scheme.send(body, scheme.proof(body, NOW, Instant.now()))).isEqualTo(200);
        assertThat(scheme.send(body, scheme.proof(body, BEFORE, Instant.now()))).isEqualTo(200);

        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(kept(body))
                .hasSize(2)
                .allSatisfy(message -> assertThat(message.carrier()).isEqualTo(scheme.carrier)));
    }

    @ParameterizedTest
    @EnumSource
    void refusesAllElseAndKeepsNothing(Scheme scheme) throws Exception {
        int before = hub.dead().size();
        byte[] body = scheme.body(Instant.now());
        Proof good = scheme.proof(body, NOW, Instant.now());
        Map<String, Proof> bad = new HashMap<>(Map.of(
                "missing", new Proof("X-Other", good.value(), good.beside()),
                "empty", new Proof(good.name(), "", good.beside()),
                "blank", new Proof(good.name(), good.name().startsWith("?") ? "%20" : "   ", good.beside()),
                "of another secret", scheme.proof(body, "an0ther-S3cret-of-the-test", Instant.now()),
                "cut",
                        new Proof(
                                good.name(),
                                good.value().substring(0, good.value().length() - 4),
                                good.beside()),
                "longer", new Proof(good.name(), good.value() + "AAAA", good.beside()),
                "not ASCII", new Proof(good.name(), good.name().startsWith("?") ? "%C3%A9" : "é€", good.beside()),
                "doubled", doubled(good)));
        if (scheme.caseMatters) {
            bad.put("in wrong case", new Proof(good.name(), otherCase(good.value()), good.beside()));
        }
        if (scheme.coversBody) {
            bad.put("of a body with another byte", scheme.proof(withAnotherByte(body), NOW, Instant.now()));
        }
        if (scheme.growsOld && scheme != Scheme.USPS) {
            bad.put("old", scheme.proof(body, NOW, Instant.now().minus(Duration.ofHours(1))));
        }
        if (!good.beside().isEmpty()) {
            bad.put("alone", new Proof(good.name(), good.value()));
            bad.put(
                    "beside a wrong one",
                    new Proof(good.name(), good.value(), List.of(good.beside().get(0) + "0")));
            bad.put("beside two", new Proof(good.name(), good.value(), twice(good.beside())));
        }

        for (Map.Entry<String, Proof> one : bad.entrySet()) {
            assertThat(scheme.send(body, one.getValue()))
                    .as("proof " + one.getKey())
                    .isEqualTo(401);
        }

        byte[] last = scheme.body(Instant.now());
        assertThat(scheme.send(last, scheme.proof(last, NOW, Instant.now()))).isEqualTo(200);
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(kept(last)).hasSize(1));
        assertThat(kept(body)).isEmpty();
        assertThat(hub.dead()).hasSize(before);
    }

    @ParameterizedTest
    @EnumSource
    void namesOfHeadersMayBeInAnyCase(Scheme scheme) throws Exception {
        byte[] body = scheme.body(Instant.now());
        Proof good = scheme.proof(body, NOW, Instant.now());
        String name = good.name().startsWith("?") ? good.name() : otherCase(good.name());

        assertThat(scheme.send(body, new Proof(name, good.value(), good.beside())))
                .isEqualTo(200);
    }

    @Test
    void upsFetchesItsTokenHereAndSendsItsKeyBesideIt() throws Exception {
        RawHttp.Answer issued = RawHttp.send(
                hub.port,
                "POST",
                "/carriers/ups/oauth/token",
                List.of("Authorization: Basic " + base64(("ups:" + NOW).getBytes(UTF_8))),
                "grant_type=client_credentials".getBytes(UTF_8));
        assertThat(issued.status()).as(issued.text()).isEqualTo(200);
        String token = issued.text().replaceAll("(?s).*\"access_token\":\"([^\"]+)\".*", "$1");

        Proof proof = new Proof("Authorization", "Bearer " + token, List.of("credential: " + KEY));

        assertThat(Scheme.UPS.send(Scheme.UPS.body(Instant.now()), proof)).isEqualTo(200);
        assertThat(RawHttp.send(
                                hub.port,
                                "POST",
                                "/carriers/ups/oauth/token",
                                List.of("Authorization: Basic " + base64("ups:other".getBytes(UTF_8))),
                                "grant_type=client_credentials".getBytes(UTF_8))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aTimeInsideTheBodyGrowsOldToo() throws Exception {
        byte[] old = Scheme.USPS.body(Instant.now().minus(Duration.ofHours(25)));
        byte[] young = Scheme.USPS.body(Instant.now().minus(Duration.ofHours(23)));

        assertThat(Scheme.USPS.send(old, Scheme.USPS.proof(old, NOW, Instant.now())))
                .isEqualTo(401);
        assertThat(Scheme.USPS.send(young, Scheme.USPS.proof(young, NOW, Instant.now())))
                .isEqualTo(200);
        String number = json(json(young).path("payload").asText().getBytes(UTF_8))
                .path("trackingNumber")
                .asText();
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(kept(young))
                .singleElement()
                .extracting(InboundMessage::key)
                .isEqualTo(number));
    }

    @Test
    void addressesThatMayNotCallAreRefusedWhateverTheyKnow() throws Exception {
        String secret = "secret: file:" + Files.writeString(hub.dataDir.resolve("from"), NOW);
        route("herealone", "verification: bearer", "allowedFrom: 127.0.0.1,::1", secret);
        route("elsewhere", "verification: bearer", "allowedFrom: 192.0.2.7", secret);
        List<String> token = List.of("Authorization: Bearer " + NOW);

        assertThat(RawHttp.send(
                                hub.port,
                                "POST",
                                "/carriers/herealone/events",
                                token,
                                Scheme.BEARER.body(Instant.now()))
                        .status())
                .isEqualTo(200);
        assertThat(RawHttp.send(
                                hub.port,
                                "POST",
                                "/carriers/elsewhere/events",
                                token,
                                Scheme.BEARER.body(Instant.now()))
                        .status())
                .isEqualTo(401);
        assertThatThrownBy(() -> Verification.From.of("hub.example")).hasMessageContaining("no IP address");
    }

    private static byte[] withAnotherByte(byte[] body) {
        byte[] other = body.clone();
        other[new String(body, ISO_8859_1).indexOf("Zo")] ^= 1;
        return other;
    }

    private static Proof doubled(Proof good) {
        return good.name().startsWith("?")
                ? new Proof(good.name(), good.value() + "&" + good.name().substring(1) + "=" + good.value())
                : new Proof(good.name(), good.value() + "\r\n" + good.name() + ": " + good.value(), good.beside());
    }

    private static List<String> twice(List<String> headers) {
        List<String> twice = new ArrayList<>(headers);
        twice.addAll(headers);
        return twice;
    }

    private static List<InboundMessage> kept(byte[] body) {
        return hub.inbound().stream()
                .filter(message -> java.util.Arrays.equals(message.body(), body))
                .toList();
    }

    private static JsonNode json(byte[] body) {
        try {
            return Json.parse(body);
        } catch (IOException e) {
            // a body that was changed by one byte
            return Json.mapper().missingNode();
        }
    }

    private static String otherCase(String text) {
        StringBuilder other = new StringBuilder();
        text.chars()
                .forEach(c -> other.append(
                        (char) (Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))));
        return other.toString();
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

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
