package io.caravanserai.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravanserai.event.Sha256;
import io.caravanserai.testkit.PageBlock;
import io.caravanserai.tls.TestCertificates;
import io.caravanserai.tls.TlsMaterial;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Carriers that prove themselves by a certificate: each is believed by its own alone, and others need none. */
class CarrierCertificateTest {
    private static final Path PAGE = Path.of("docs/operate/security.md");
    private static final String NOW = "s3cret-of-the-test";

    @SuppressWarnings("NullAway.Init") // started once
    static IntakeHarness hub;

    @SuppressWarnings("NullAway.Init") // made once
    static TestCertificates server;

    @SuppressWarnings("NullAway.Init") // made once
    static TestCertificates acme;

    @SuppressWarnings("NullAway.Init") // made once
    static TestCertificates other;

    @SuppressWarnings("NullAway.Init") // made once
    static TestCertificates stranger;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        server = TestCertificates.make(folder, "RSA", "server");
        TestCertificates authority = TestCertificates.authority(folder);
        acme = TestCertificates.signed(folder, "acme");
        other = TestCertificates.signed(folder, "other");
        stranger = TestCertificates.make(folder, "EC", "acme");
        server.write(folder.resolve("fullchain.pem"), folder.resolve("privkey.pem"));
        server.write(folder.resolve("admin.pem"), folder.resolve("admin.key"));
        Files.writeString(folder.resolve("carriers-ca.pem"), authority.certificate());
        hub = IntakeHarness.start(Files.createDirectory(folder.resolve("data")), settings(folder));
        String secret = "secret: file:" + Files.writeString(folder.resolve("secret"), NOW);
        ProvingCarriers carriers = new ProvingCarriers(hub);
        carriers.route("bysubject", "verification: certificate", "certificateSubject: cn=ACME");
        String fingerprint = HexFormat.ofDelimiter(":")
                .formatHex(Sha256.start().digest(acme.parsed().getEncoded()));
        carriers.route("byprint", "verification: certificate", "certificateFingerprint: " + fingerprint);
        carriers.route("both", "verification: bearer", "certificateSubject: CN=acme", secret);
        carriers.route("aspage", linesOfThePage());
        carriers.route("bytoken", "verification: bearer", secret);
    }

    /** Those that the page for operators shows, of files in this folder. */
    private static Map<String, String> settings(Path folder) throws IOException {
        Properties shown = new Properties();
        for (PageBlock block : PageBlock.of(PAGE, "properties")) {
            shown.load(new StringReader(block.text().replace("/etc/caravanserai/tls", folder.toString())));
        }
        Map<String, String> settings = new HashMap<>();
        shown.stringPropertyNames().forEach(name -> settings.put(name, shown.getProperty(name)));
        return settings;
    }

    private static String[] linesOfThePage() throws IOException {
        String shown = PageBlock.of(PAGE, "yaml").get(0).text();
        return shown.replace("CN=webhooks.acme.example,O=Acme", "CN=acme").split("\n");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void onlyTheCarriersOwnCertificateIsBelieved() throws Exception {
        for (String carrier : new String[] {"bysubject", "byprint", "aspage"}) {
            assertThat(call(carrier, acme)).as(carrier).isEqualTo(200);
            assertThat(call(carrier, other))
                    .as(carrier + ": of another carrier")
                    .isEqualTo(401);
            assertThat(call(carrier, null)).as(carrier + ": none").isEqualTo(401);
        }
    }

    @Test
    void aCertificateThatNobodyKnownHasSignedIsNotEvenHeard() throws Exception {
        SSLContext insisting = SSLContext.getInstance("TLS");
        insisting.init(
                new KeyManager[] {new Insisting(stranger)},
                TlsMaterial.trust(List.of(server.parsed())).getTrustManagers(),
                null);

        assertThatThrownBy(() -> callBy("bysubject", insisting)).isInstanceOf(IOException.class);
    }

    @Test
    void whoProvesItselfOtherwiseNeedsNone() throws Exception {
        assertThat(call("bytoken", null, "Authorization", "Bearer " + NOW)).isEqualTo(200);
    }

    @Test
    void aCertificateMayBeWantedBesideAnotherProof() throws Exception {
        String[] token = {"Authorization", "Bearer " + NOW};

        assertThat(call("both", acme, token)).isEqualTo(200);
        assertThat(call("both", acme)).as("without the token").isEqualTo(401);
        assertThat(call("both", other, token)).as("another's certificate").isEqualTo(401);
        assertThat(call("both", null, token)).as("without a certificate").isEqualTo(401);
    }

    @Test
    void whatCannotBeACertificateIsNamed() {
        assertThatThrownBy(() -> Verification.Certificate.of("", "", Clock.systemUTC()))
                .hasMessageContaining("certificateSubject or certificateFingerprint");
        assertThatThrownBy(() -> Verification.Certificate.of("", "12:34", Clock.systemUTC()))
                .hasMessageContaining("'1234' is no SHA-256");
        assertThatThrownBy(() -> Verification.Certificate.of("acme", "", Clock.systemUTC()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static int call(String carrier, @Nullable TestCertificates shown, String... headers) throws Exception {
        return callBy(carrier, server.trusting(shown), headers);
    }

    private static int callBy(String carrier, SSLContext tls, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("https://127.0.0.1:" + hub.port + "/carriers/" + carrier + "/events"))
                .POST(HttpRequest.BodyPublishers.ofByteArray("{\"package\":\"P1\"}".getBytes(UTF_8)))
                .timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newBuilder()
                .sslContext(tls)
                .build()
                .send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
