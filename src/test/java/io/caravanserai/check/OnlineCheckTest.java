package io.caravanserai.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.check.Verdict.Status;
import io.caravanserai.config.Settings;
import io.caravanserai.testkit.SftpServerKit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks at real servers on loopback with the shipped routes, switched on one by one. */
class OnlineCheckTest {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final String SFTP = "carrier.bring.sftp.";

    @TempDir
    Path folder = Path.of("unset");

    private SftpServerKit server;
    private Path knownHosts = Path.of("unset");

    @BeforeEach
    void serve() {
        server = SftpServerKit.start(folder.resolve("server"), 0);
        knownHosts = folder.resolve("data/keys/known_hosts");
        server.addTo(knownHosts);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void aGoodServerIsLeftAsItWas() throws Exception {
        Verdict verdict = sftp(bring());
        assertThat(verdict.status()).isEqualTo(Status.OK);
        assertThat(verdict.route()).isEqualTo("carrier-in-bring-sftp");
        assertThat(verdict.place())
                .isEqualTo("routes/carriers/bring.camel.yaml:" + lineOf("kamelet:carrier-sftp-source"));
        assertThat(verdict.toString())
                .contains("sftp://127.0.0.1:" + server.port() + "/outbox: logged in, the folder is there and writable");
        try (Stream<Path> left = Files.list(server.folder("bring").resolve("outbox"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aHostKeyThatIsNotKnownIsNamedWithTheNextStep() {
        Map<String, String> settings = bring();
        server.changeHostKey();
        assertThat(sftp(settings))
                .matches(verdict -> verdict.status() == Status.FAILED)
                .extracting(Verdict::message)
                .asString()
                .contains("host key", "ssh-keyscan -p " + server.port(), knownHosts.toString());
    }

    @Test
    void withoutKnownHostsItSaysHowToMakeThem() throws Exception {
        Map<String, String> settings = bring();
        Files.delete(knownHosts);
        assertThat(sftp(settings).message()).contains(knownHosts + ", is missing: ssh-keyscan");
    }

    @Test
    void aLoginThatIsRefusedIsTold() {
        Map<String, String> settings = bring();
        settings.put(SFTP + "username", "somebody");
        assertThat(sftp(settings).message()).contains("login refused: check username");
    }

    @Test
    void aMissingKeyIsTold() {
        Map<String, String> settings = bring();
        settings.put(SFTP + "private-key-file", folder.resolve("nowhere").toString());
        assertThat(sftp(settings).message()).contains("the private key " + folder.resolve("nowhere") + " is missing");
    }

    @Test
    void aMissingFolderIsTold() {
        Map<String, String> settings = bring();
        settings.put(SFTP + "directory", "nowhere");
        assertThat(sftp(settings).message()).contains("the folder nowhere cannot be read: ask the carrier");
    }

    @Test
    void aServerThatDoesNotListenAndANameThatIsUnknownAreToldApart() throws Exception {
        Map<String, String> settings = bring();
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            settings.put(SFTP + "port", String.valueOf(closed.getLocalPort()));
        }
        assertThat(sftp(settings).message()).contains("nobody listens on port");
        settings.put(SFTP + "host", "no-such-host.invalid");
        assertThat(sftp(settings).message()).contains("the name no-such-host.invalid is not known to DNS");
    }

    @Test
    void aPolledApiIsReachedAndNotAsked() throws Exception {
        try (ServerSocket api = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Path key = Files.writeString(folder.resolve("key"), "hush-hush");
            Map<String, String> settings = Map.of(
                    "carrier.postnord.poll.enabled", "true",
                    "carrier.postnord.api-url", "http://127.0.0.1:" + api.getLocalPort(),
                    "carrier.postnord.api-key", "file:" + key);
            List<Verdict> verdicts = of("carrier-in-postnord-poll", settings);
            assertThat(verdicts)
                    .allMatch(verdict -> verdict.status() == Status.OK)
                    .hasSize(2);
            assertThat(verdicts.stream().map(Verdict::toString))
                    .anyMatch(line -> line.endsWith(
                            ": http://127.0.0.1:" + api.getLocalPort() + ": reached without TLS; nothing was asked"))
                    .anyMatch(line -> line.endsWith(": secret file:" + key + ": is there"))
                    .noneMatch(line -> line.contains("hush-hush"));
        }
    }

    @Test
    void aPlainServerBehindAnHttpsAddressFailsAtTls() throws Exception {
        Map<String, String> settings = new LinkedHashMap<>(Map.of(
                "carrier.hermes.poll.enabled", "true",
                "carrier.hermes.api-url", "https://127.0.0.1:" + server.port(),
                "carrier.hermes.token-url", "https://127.0.0.1:" + server.port() + "/token"));
        List<Verdict> verdicts = of("carrier-in-hermes-poll", settings);
        assertThat(verdicts.stream().filter(verdict -> verdict.message().startsWith("TLS failed: ")))
                .as("token URL and API")
                .hasSize(2);
        assertThat(verdicts)
                .anyMatch(verdict -> verdict.status() == Status.FAILED
                        && verdict.message().contains("environment variable HERMES_PASSWORD is not set"));
    }

    @Test
    void aWebhookWithoutItsSecretIsClosedAndNoFailure() {
        assertThat(of("carrier-in-bring-webhook", Map.of("carrier.bring.webhook.secret", "env:NO_SUCH_VARIABLE")))
                .singleElement()
                .matches(verdict -> verdict.status() == Status.CLOSED)
                .extracting(Verdict::message)
                .asString()
                .contains("NO_SUCH_VARIABLE is not set");
    }

    @Test
    void routesThatAreSwitchedOffAreLeftAlone() {
        assertThat(of("carrier-in-postnord-poll", Map.of())).isEmpty();
    }

    @Test
    void aCustomersServerIsLookedAtToo() throws Exception {
        Files.createDirectories(server.folder("shop").resolve("inbox"));
        Map<String, String> settings = Map.of(
                "hub.data.dir", folder.resolve("data").toString(),
                "customer.nordic-retail.enabled", "true",
                "customer.nordic-retail.sftp.host", server.host(),
                "customer.nordic-retail.sftp.port", String.valueOf(server.port()),
                "customer.nordic-retail.sftp.username", "shop",
                "customer.nordic-retail.sftp.private-key-file",
                        server.userWithKey("shop").toString());
        assertThat(of("customer-out-nordic-retail", settings))
                .singleElement()
                .matches(verdict -> verdict.status() == Status.OK);
    }

    private Map<String, String> bring() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("hub.data.dir", folder.resolve("data").toString());
        settings.put(SFTP + "enabled", "true");
        settings.put(SFTP + "host", server.host());
        settings.put(SFTP + "port", String.valueOf(server.port()));
        settings.put(SFTP + "username", "bring");
        settings.put(SFTP + "private-key-file", server.userWithKey("bring").toString());
        return settings;
    }

    private static Verdict sftp(Map<String, String> settings) {
        List<Verdict> verdicts = of("carrier-in-bring-sftp", settings);
        assertThat(verdicts).hasSize(1);
        return verdicts.get(0);
    }

    private static List<Verdict> of(String route, Map<String, String> settings) {
        HubCheck check = new HubCheck(Path.of("routes"), Path.of("edi-mappings"), Settings.of(settings));
        check.run();
        List<Partner> partners = check.partners().stream()
                .filter(partner -> partner.route().equals(route))
                .toList();
        List<String> progress = Collections.synchronizedList(new ArrayList<>());
        List<Verdict> verdicts = new OnlineCheck(LIMIT, (looks, all) -> progress.add(looks + "/" + all)).run(partners);
        assertThat(progress).hasSameSizeAs(verdicts);
        return verdicts;
    }

    private static int lineOf(String part) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("routes/carriers/bring.camel.yaml"));
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(part)) {
                return i + 1;
            }
        }
        throw new AssertionError(part);
    }
}
