package io.caravanserai.intake;

import static io.caravanserai.intake.WebhookScheme.BEFORE;
import static io.caravanserai.intake.WebhookScheme.KEY;
import static io.caravanserai.intake.WebhookScheme.NOW;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.caravanserai.event.InboundMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way a carrier proves itself, over real HTTP: what is genuine is kept byte for byte, all else leaves no trace. */
class WebhookVerificationTest {
    static ProvingCarriers carriers;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        carriers = ProvingCarriers.in(folder);
    }

    @AfterAll
    static void stop() {
        carriers.close();
    }

    @ParameterizedTest
    @EnumSource
    void believesTheSecretAndTheOneBeforeItAndKeepsTheBytes(WebhookScheme scheme) throws Exception {
        byte[] body = scheme.body(Instant.now());

        assertThat(carriers.send(scheme, body, scheme.proof(body, NOW, Instant.now())))
                .isEqualTo(200);
        assertThat(carriers.send(scheme, body, scheme.proof(body, BEFORE, Instant.now())))
                .isEqualTo(200);

        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(carriers.kept(body))
                .hasSize(2)
                .allSatisfy(message -> assertThat(message.carrier()).isEqualTo(scheme.carrier)));
    }

    @ParameterizedTest
    @EnumSource
    void refusesAllElseAndKeepsNothing(WebhookScheme scheme) throws Exception {
        int before = carriers.hub().dead().size();
        byte[] body = scheme.body(Instant.now());
        WebhookProof good = scheme.proof(body, NOW, Instant.now());
        Map<String, WebhookProof> bad = new HashMap<>(Map.of(
                "missing", good.withName("X-Other"),
                "empty", good.withValue(""),
                "blank", good.withValue(good.inQuery() ? "%20" : "   "),
                "of another secret", scheme.proof(body, "an0ther-S3cret-of-the-test", Instant.now()),
                "cut", good.withValue(good.value().substring(0, good.value().length() - 4)),
                "longer", good.withValue(good.value() + "AAAA"),
                "not ASCII", good.withValue(good.inQuery() ? "%C3%A9" : "é€"),
                "doubled", good.doubled()));
        if (scheme.caseMatters) {
            bad.put("in wrong case", good.withValue(otherCase(good.value())));
        }
        if (scheme.coversBody) {
            bad.put("of a body with another byte", scheme.proof(withAnotherByte(body), NOW, Instant.now()));
        }
        if (scheme.growsOld && scheme != WebhookScheme.USPS) {
            bad.put("old", scheme.proof(body, NOW, Instant.now().minus(Duration.ofHours(1))));
        }
        if (!good.beside().isEmpty()) {
            bad.put("alone", good.withBeside(List.of()));
            bad.put("beside a wrong one", good.withBeside(List.of(good.beside().get(0) + "0")));
            bad.put("beside two", good.besideTwice());
        }

        for (Map.Entry<String, WebhookProof> one : bad.entrySet()) {
            assertThat(carriers.send(scheme, body, one.getValue()))
                    .as("proof " + one.getKey())
                    .isEqualTo(401);
        }

        byte[] last = scheme.body(Instant.now());
        assertThat(carriers.send(scheme, last, scheme.proof(last, NOW, Instant.now())))
                .isEqualTo(200);
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(carriers.kept(last)).hasSize(1));
        assertThat(carriers.kept(body)).isEmpty();
        assertThat(carriers.hub().dead()).hasSize(before);
    }

    @ParameterizedTest
    @EnumSource
    void namesOfHeadersMayBeInAnyCase(WebhookScheme scheme) throws Exception {
        byte[] body = scheme.body(Instant.now());
        WebhookProof good = scheme.proof(body, NOW, Instant.now());
        String name = good.inQuery() ? good.name() : otherCase(good.name());

        assertThat(carriers.send(scheme, body, good.withName(name))).isEqualTo(200);
    }

    @Test
    void upsFetchesItsTokenHereAndSendsItsKeyBesideIt() throws Exception {
        RawHttp.Answer issued = carriers.post(
                "/carriers/ups/oauth/token",
                List.of("Authorization: Basic " + WebhookScheme.base64(("ups:" + NOW).getBytes(UTF_8))),
                "grant_type=client_credentials".getBytes(UTF_8));
        assertThat(issued.status()).as(issued.text()).isEqualTo(200);
        String token = issued.text().replaceAll("(?s).*\"access_token\":\"([^\"]+)\".*", "$1");

        WebhookProof proof = new WebhookProof("Authorization", "Bearer " + token, List.of("credential: " + KEY));

        assertThat(carriers.send(WebhookScheme.UPS, WebhookScheme.UPS.body(Instant.now()), proof))
                .isEqualTo(200);
        assertThat(carriers.post(
                                "/carriers/ups/oauth/token",
                                List.of("Authorization: Basic " + WebhookScheme.base64("ups:other".getBytes(UTF_8))),
                                "grant_type=client_credentials".getBytes(UTF_8))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aTimeInsideTheBodyGrowsOldToo() throws Exception {
        byte[] old = WebhookScheme.USPS.body(Instant.now().minus(Duration.ofHours(25)));
        byte[] young = WebhookScheme.USPS.body(Instant.now().minus(Duration.ofHours(23)));

        assertThat(carriers.send(WebhookScheme.USPS, old, WebhookScheme.USPS.proof(old, NOW, Instant.now())))
                .isEqualTo(401);
        assertThat(carriers.send(WebhookScheme.USPS, young, WebhookScheme.USPS.proof(young, NOW, Instant.now())))
                .isEqualTo(200);
        String number = WebhookScheme.json(
                        WebhookScheme.json(young).path("payload").asText().getBytes(UTF_8))
                .path("trackingNumber")
                .asText();
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(carriers.kept(young))
                .singleElement()
                .extracting(InboundMessage::key)
                .isEqualTo(number));
    }

    @Test
    void addressesThatMayNotCallAreRefusedWhateverTheyKnow() throws Exception {
        String secret =
                "secret: file:" + Files.writeString(carriers.hub().dataDir.resolve("from"), NOW);
        carriers.route("herealone", "verification: bearer", "allowedFrom: 127.0.0.1,::1", secret);
        carriers.route("elsewhere", "verification: bearer", "allowedFrom: 192.0.2.7", secret);
        List<String> token = List.of("Authorization: Bearer " + NOW);

        assertThat(carriers.post("/carriers/herealone/events", token, WebhookScheme.BEARER.body(Instant.now()))
                        .status())
                .isEqualTo(200);
        assertThat(carriers.post("/carriers/elsewhere/events", token, WebhookScheme.BEARER.body(Instant.now()))
                        .status())
                .isEqualTo(401);
        assertThatThrownBy(() -> Verification.From.of("hub.example"))
                .hasMessageContaining("allowedFrom: 'hub.example' is no network");
    }

    private static byte[] withAnotherByte(byte[] body) {
        byte[] other = body.clone();
        other[new String(body, ISO_8859_1).indexOf("Zo")] ^= 1;
        return other;
    }

    private static String otherCase(String text) {
        StringBuilder other = new StringBuilder();
        text.chars()
                .forEach(c -> other.append(
                        (char) (Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))));
        return other.toString();
    }
}
