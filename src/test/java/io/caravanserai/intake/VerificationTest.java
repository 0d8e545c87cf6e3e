package io.caravanserai.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravanserai.http.HttpCall;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class VerificationTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

    @Test
    void aSignedTimeKeepsOldCallsOut() throws Exception {
        HmacVerification verification = new HmacVerification(
                new HmacVerification.Settings(
                        "sha-512",
                        "X-Sig",
                        "base64",
                        "",
                        CallText.parse("header(X-Time) '.' body"),
                        CallText.parse("header(X-Time)"),
                        Duration.ofMinutes(5)),
                "key",
                CLOCK);
        byte[] body = "{}".getBytes(UTF_8);

        assertThat(verification.refusal(call(body, "1700000100", sign("1700000100", body))))
                .isNull();
        assertThat(verification.refusal(call(body, "1699999000", sign("1699999000", body))))
                .contains("too far from the present");
        assertThat(verification.refusal(call(body, "1700000101", sign("1700000100", body))))
                .isEqualTo("The signature is wrong.");
        assertThat(verification.refusal(call(body, "1700000100", "not base64!")))
                .contains("is not base64");
    }

    @Test
    void whatIsSignedMayBePutTogetherFromTheCall() {
        HttpCall call = new HttpCall(
                "POST",
                "/",
                Map.of(),
                Map.of("id", List.of("7"), "twice", List.of("a", "b")),
                Map.of("x-time", List.of("12")),
                "",
                "{\"time\":1.0,\"list\":[\"a\\u00e9\"],\"map\":{}}".getBytes(UTF_8));

        assertThat(CallText.parse("header(X-Time) '.' query(id) json(/list/0)").text(call))
                .isEqualTo("12.7aé");
        assertThat(CallText.parse("body").bytes(call)).isEqualTo(call.body());
        assertThat(CallText.parse("'x' json(/map)").bytes(call)).isNull();
        assertThat(CallText.parse("query(twice)").bytes(call)).isNull();
        assertThatThrownBy(() -> CallText.parse("header(X-Time) + body"))
                .hasMessageContaining("cannot be read at character 16");
    }

    @Test
    void basicNeedsUserAndPassword() {
        Verification verification = Verification.Basic.of("user", "pass");

        assertThat(verification.refusal(authorized("Basic " + base64("user:pass"))))
                .isNull();
        assertThat(verification.refusal(authorized("Basic " + base64("user:past"))))
                .isNotNull();
        assertThat(verification.refusal(authorized(""))).isNotNull();
    }

    @Test
    void aTokenOfTheHubRunsOut() {
        OauthTokens before = new OauthTokens("c", "id", "secret", Duration.ofMinutes(1), CLOCK);
        OauthTokens later =
                new OauthTokens("c", "id", "secret", Duration.ofMinutes(1), Clock.offset(CLOCK, Duration.ofMinutes(2)));
        String answer = new String(
                before.issue(new HttpCall(
                                "POST",
                                "/",
                                Map.of(),
                                Map.of(),
                                Map.of("authorization", List.of("Basic " + base64("id:secret"))),
                                "",
                                "grant_type=client_credentials".getBytes(UTF_8)))
                        .body(),
                UTF_8);
        String token = answer.replaceAll(".*\"access_token\":\"([^\"]+)\".*", "$1");

        assertThat(before.refusal(authorized("Bearer " + token))).isNull();
        assertThat(later.refusal(authorized("Bearer " + token))).contains("expired");
    }

    @Test
    void aMissingSecretIsNamedAndASecretItselfIsNotRepeated() {
        assertThatThrownBy(() -> SecretRef.parse("env:ACME_KEY").resolve(name -> null))
                .hasMessageContaining("environment variable ACME_KEY is not set");
        assertThatThrownBy(() -> SecretRef.parse("file:/no/such/file").resolve())
                .hasMessageContaining("/no/such/file");
        assertThatThrownBy(() -> SecretRef.parse("hunter2")).message().doesNotContain("hunter2");
        assertThat(SecretRef.parse("env:ACME_KEY").resolve(name -> "v")).isEqualTo("v");
    }

    @Test
    void nobodyIsBelievedUnlessThatIsMeant() {
        VerificationSettings settings = new VerificationSettings();
        settings.setCarrier("c");
        settings.setScheme("none");

        assertThatThrownBy(() -> settings.build(CLOCK)).hasMessageContaining("allowUnverified");
    }

    private static String sign(String time, byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA512");
        mac.init(new SecretKeySpec("key".getBytes(UTF_8), "HmacSHA512"));
        mac.update((time + ".").getBytes(UTF_8));
        return Base64.getEncoder().encodeToString(mac.doFinal(body));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static HttpCall call(byte[] body, String time, String signature) {
        return new HttpCall(
                "POST",
                "/",
                Map.of(),
                Map.of(),
                Map.of("x-time", List.of(time), "x-sig", List.of(signature)),
                "",
                body);
    }

    private static HttpCall authorized(String value) {
        return new HttpCall("POST", "/", Map.of(), Map.of(), Map.of("authorization", List.of(value)), "", new byte[0]);
    }
}
