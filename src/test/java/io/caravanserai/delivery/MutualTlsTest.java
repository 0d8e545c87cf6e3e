package io.caravanserai.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.store.Dialect;
import io.caravanserai.testkit.WebhookSink;
import io.caravanserai.tls.TestCertificates;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints that ask the hub for a certificate, and those whose certificate only the customer vouches for. */
class MutualTlsTest {
    @TempDir
    static Path folder = Path.of("unset");

    @SuppressWarnings("NullAway.Init") // made once
    static TestCertificates server;

    @SuppressWarnings("NullAway.Init") // made once
    static Map<String, TestCertificates> clients;

    @SuppressWarnings("NullAway.Init") // each test makes its own
    DeliveryHarness hub;

    @SuppressWarnings("NullAway.Init") // set with the hub
    WebhookSink sink;

    @BeforeAll
    static void makeCertificates() throws Exception {
        server = TestCertificates.make(folder, "RSA", "server");
        clients = Map.of(
                "RSA", TestCertificates.make(folder, "RSA", "rsa-client"),
                "EC", TestCertificates.make(folder, "EC", "ec-client"),
                "Ed25519", TestCertificates.make(folder, "Ed25519", "ed-client"));
    }

    /** An endpoint that talks only to who shows that certificate. */
    private void open(TestCertificates expected) {
        open(expected, server);
    }

    private void open(TestCertificates expected, TestCertificates own) {
        hub = new DeliveryHarness(Dialect.SQLITE).start();
        sink = WebhookSink.start(new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(0)
                .setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertValue(Buffer.buffer(own.certificate()))
                        .setKeyValue(Buffer.buffer(own.key())))
                .setClientAuth(ClientAuth.REQUIRED)
                .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(expected.certificate()))));
    }

    @AfterEach
    void close() {
        sink.close();
        hub.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void showsItsCertificateToAnEndpointWhoseOwnCaItTrusts(String algorithm) throws Exception {
        TestCertificates client = client(algorithm);
        open(client);

        Subscription subscription = subscribe(tls(client.certificate(), client.key(), server.certificate()));
        hub.send(News.of("A", "a1"), News.of("B", "b1"));

        await().until(() -> hub.count("delivered") == 2);
        Messages.verify(subscription, sink.received().get(0));
        String listed = Json.text(SubscriptionView.of(subscription));
        assertThat(listed).contains("CN=" + (algorithm.equals("RSA") ? "rsa" : algorithm.equals("EC") ? "ec" : "ed"));
        assertThat(listed).doesNotContain("BEGIN");
        assertThat(subscription.toString()).doesNotContain("BEGIN");
    }

    @Test
    void isNotLetInWithoutTheCertificateAndSendsNothingToAnEndpointItDoesNotTrust() {
        TestCertificates client = client("EC");
        open(client);
        subscribe(tls(null, null, server.certificate()));
        subscribe(tls(client.certificate(), client.key(), null));
        subscribe(tls(clients("RSA").certificate(), clients("RSA").key(), server.certificate()));

        hub.send(News.of("A", "a1"));

        await().until(() -> hub.lines().stream().allMatch(line -> line.attempts() == 1));
        assertThat(hub.lines()).hasSize(3).allMatch(line -> line.lastError() != null && line.lastStatus() == null);
        assertThat(sink.received()).isEmpty();
    }

    @Test
    void aTrustedCertificateOfAnotherNameIsNotEnough() throws Exception {
        TestCertificates elsewhere = TestCertificates.make(folder, "EC", "elsewhere", "127.0.0.9");
        open(client("EC"), elsewhere);
        subscribe(tls(client("EC").certificate(), client("EC").key(), elsewhere.certificate()));

        hub.send(News.of("A", "a1"));

        await().until(() -> hub.only().attempts() == 1);
        assertThat(hub.only().lastStatus()).isNull();
        assertThat(sink.received()).isEmpty();
    }

    @Test
    void aCertificateIsReplacedWithoutLosingWhatWaits() {
        TestCertificates client = client("EC");
        open(client);
        Subscription wrong =
                subscribe(tls(clients("RSA").certificate(), clients("RSA").key(), server.certificate()));
        hub.send(News.of("A", "a1"));
        await().until(() -> hub.only().attempts() == 1);

        byte[] body = Json.bytes(Map.of("tls", tls(client.certificate(), client.key(), server.certificate())));
        SubscriptionRequest change = SubscriptionRequest.change(body, wrong, Set.of());
        hub.subscriptions.change(FreshStore.ACCOUNT, Subscription.Kind.TRACKING, wrong.id(), change);
        hub.service.dispatcher().reload(wrong.id());
        hub.advance(java.time.Duration.ofMinutes(1));

        await().until(() -> hub.count("delivered") == 1);
    }

    @Test
    void refusesWhatCannotBeUsedAndNamesIt() throws Exception {
        TestCertificates client = client("EC");
        open(client);

        assertThat(fault("https", tls(client.certificate(), clients("RSA").key(), null)))
                .isEqualTo("$.tls.client_key");
        assertThat(fault("https", tls(client.certificate(), "-----BEGIN ENCRYPTED PRIVATE KEY-----", null)))
                .isEqualTo("$.tls.client_key");
        assertThat(fault("https", tls("no certificate", client.key(), null))).isEqualTo("$.tls.client_certificate");
        assertThat(fault("https", tls(client.certificate(), null, null))).isEqualTo("$.tls");
        assertThat(fault("https", tls(null, null, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")))
                .isEqualTo("$.tls.trusted_ca");
        assertThat(fault("http", tls(client.certificate(), client.key(), null))).isEqualTo("$.tls");
        TestCertificates twin = TestCertificates.make(folder, "EC", "twin");
        assertThat(fault("https", tls(client.certificate(), twin.key(), null))).isEqualTo("$.tls.client_key");
    }

    private static TestCertificates client(String algorithm) {
        return clients(algorithm);
    }

    private static TestCertificates clients(String algorithm) {
        TestCertificates found = clients.get(algorithm);
        if (found == null) {
            throw new AssertionError(algorithm);
        }
        return found;
    }

    private static Map<String, @Nullable Object> tls(
            @Nullable String certificate, @Nullable String key, @Nullable String ca) {
        Map<String, @Nullable Object> tls = new LinkedHashMap<>();
        tls.put("client_certificate", certificate);
        tls.put("client_key", key);
        tls.put("trusted_ca", ca);
        return tls;
    }

    private Subscription subscribe(Map<String, @Nullable Object> tls) {
        return hub.subscribe("https://127.0.0.1:" + sink.port(), ",\"tls\":" + Json.text(tls));
    }

    private String fault(String scheme, Map<String, @Nullable Object> tls) throws Exception {
        HttpProblem problem = catchThrowableOfType(
                HttpProblem.class, () -> hub.subscribe(scheme + "://127.0.0.1:1", ",\"tls\":" + Json.text(tls)));
        JsonNode faults = Json.parse(problem.answer().body()).get("detail");
        assertThat(faults).hasSize(1);
        assertThat(faults.toString()).doesNotContain("MI");
        return faults.get(0).get("path").asText();
    }
}
