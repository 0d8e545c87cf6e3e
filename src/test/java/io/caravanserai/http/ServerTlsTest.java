package io.caravanserai.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravanserai.config.HubConfig;
import io.caravanserai.tls.TestCertificates;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS of a listener: what it speaks, and what becomes of new files. */
class ServerTlsTest {
    @TempDir
    static Path made = Path.of("unset");

    @SuppressWarnings("NullAway.Init") // made once
    static Map<String, TestCertificates> certificates;

    static final Vertx VERTX = Vertx.vertx();

    @TempDir
    Path folder = Path.of("unset");

    private final List<String> told = new ArrayList<>();
    private final ServerTls.Watcher watcher = new ServerTls.Watcher() {
        @Override
        public void trouble(String listener, String words) {
            told.add(words);
        }

        @Override
        public void fine(String listener) {
            told.add("fine");
        }
    };

    @SuppressWarnings("NullAway.Init") // each test has its own
    private ServerTls tls;

    @SuppressWarnings("NullAway.Init") // each test has its own
    private HttpServer server;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = Map.of(
                "first", TestCertificates.make(made, "RSA", "first"),
                "second", TestCertificates.make(made, "EC", "second"),
                "expired", TestCertificates.expired(made, "expired"),
                "short", TestCertificates.shortLived(made, "short"));
    }

    @AfterAll
    static void stop() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void listen() throws Exception {
        put(of("first"));
        tls = open();
        server = VERTX.createHttpServer(ServerTls.options(Optional.of(tls)))
                .requestHandler(request -> request.response().end("served"));
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    @AfterEach
    void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }

    private static TestCertificates of(String name) {
        TestCertificates found = certificates.get(name);
        if (found == null) {
            throw new AssertionError(name);
        }
        return found;
    }

    private ServerTls open() {
        HubConfig.Tls files = new HubConfig.Tls(folder.resolve("hub.pem"), folder.resolve("hub.key"), Optional.empty());
        return ServerTls.of("hub.http.tls", Optional.of(files), Duration.ofSeconds(10), Clock.systemUTC())
                .orElseThrow();
    }

    private void put(TestCertificates certificate) throws IOException {
        certificate.write(folder.resolve("hub.pem"), folder.resolve("hub.key"));
    }

    /** What changes is taken up at the second look. */
    private void lookTwice() {
        tls.look(server, watcher);
        tls.look(server, watcher);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void speaksTodaysVersions(String version) throws Exception {
        try (SSLSocket socket = connect(of("first"))) {
            socket.setEnabledProtocols(new String[] {version});

            assertThat(ask(socket)).isEqualTo("HTTP/1.1 200 OK");
            assertThat(socket.getSession().getCipherSuite()).containsPattern("GCM|POLY1305");
        }
    }

    /** ClientHello of TLS 1.1 with TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA; the answer is the alert protocol_version. */
    @Test
    void olderVersionsAreRefused() throws Exception {
        byte[] hello = HexFormat.of()
                .parseHex("160301002d" + "01000029" + "0302" + "00".repeat(32) + "00" + "0002c013" + "0100");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
            socket.getOutputStream().write(hello);

            byte[] alert = socket.getInputStream().readNBytes(7);

            assertThat(alert[0]).as("an alert").isEqualTo((byte) 21);
            assertThat(alert[6]).as("protocol_version").isEqualTo((byte) 70);
        }
    }

    @Test
    void ciphersWithoutAuthenticationOfWhatIsSentAreRefused() throws Exception {
        try (SSLSocket socket = connect(of("first"))) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"});

            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void whoSpeaksNoTlsGetsNoAnswer() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: hub\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("HTTP");
        }
    }

    @Test
    void newFilesAreTakenUpAndOpenConnectionsGoOn() throws Exception {
        try (SSLSocket before = connect(of("first"))) {
            ask(before);

            put(of("second"));
            lookTwice();

            assertThat(shown("second")).isEqualTo(of("second").parsed());
            assertThat(ask(before)).as("on the connection from before").isEqualTo("HTTP/1.1 200 OK");
            assertThat(told).containsExactly("fine");
        }
    }

    @Test
    void whatIsHalfWrittenWaits() throws Exception {
        Files.writeString(folder.resolve("hub.pem"), of("second").certificate());
        tls.look(server, watcher);
        Files.writeString(folder.resolve("hub.key"), of("second").key());
        lookTwice();

        assertThat(shown("second")).isEqualTo(of("second").parsed());
        assertThat(told).as("no trouble was told of").containsExactly("fine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no certificate", "another's key", "expired", "no file"})
    void whatCannotBeUsedChangesNothingAndIsTold(String fault) throws Exception {
        switch (fault) {
            case "no certificate" -> Files.writeString(folder.resolve("hub.pem"), "-----BEGIN NOTHING-----");
            case "another's key" ->
                Files.writeString(folder.resolve("hub.key"), of("second").key());
            case "expired" -> put(of("expired"));
            default -> Files.delete(folder.resolve("hub.key"));
        }
        lookTwice();
        tls.look(server, watcher);

        assertThat(shown("first")).isEqualTo(of("first").parsed());
        assertThat(told).as("told once").hasSize(1);
        assertThat(told.get(0)).contains("hub.http.tls.", folder.toString(), "cannot be used", "from before");

        put(of("second"));
        lookTwice();

        assertThat(shown("second")).isEqualTo(of("second").parsed());
        assertThat(told).element(1).isEqualTo("fine");
    }

    @Test
    void filesThatArePutBackEndTheTrouble() throws Exception {
        put(of("expired"));
        lookTwice();

        put(of("first"));
        lookTwice();

        assertThat(told).hasSize(2).element(1).isEqualTo("fine");
    }

    @Test
    void aCertificateThatExpiresSoonIsToldOnce() throws Exception {
        put(of("short"));
        lookTwice();
        lookTwice();

        assertThat(shown("short")).isEqualTo(of("short").parsed());
        assertThat(told).hasSize(2).element(1).asString().contains("expires at");
    }

    @Test
    void theHubDoesNotStartWithFilesThatCannotBeUsed() throws Exception {
        put(of("expired"));

        assertThatThrownBy(this::open)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hub.http.tls.certificate")
                .hasMessageContaining("hub.pem");
    }

    private SSLSocket connect(TestCertificates trusted) throws Exception {
        SSLContext context = trusted.trusting(null);
        SSLSocket socket = (SSLSocket)
                context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.actualPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** What a new connection is shown; anything but the expected one fails the handshake. */
    private Certificate shown(String expected) throws Exception {
        try (SSLSocket socket = connect(of(expected))) {
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0];
        } catch (SSLHandshakeException e) {
            throw new AssertionError(expected + " is not shown", e);
        }
    }

    /** A request on this connection; the status line of its answer, read to its end. */
    private static String ask(SSLSocket socket) throws IOException {
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: hub\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("served") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed after " + answer);
            }
            answer.append((char) next);
        }
        return answer.substring(0, answer.indexOf("\r\n"));
    }
}
