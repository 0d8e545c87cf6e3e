package io.caravanserai.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.caravanserai.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the hub says of what is wrong in its own folders and settings, and that it starts with the rest. */
class HubStartTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String WEBHOOK =
            """
            - route:
                id: carrier-in-%1$s-webhook
                description: A carrier of the test.
                from:
                  uri: kamelet:carrier-webhook-source
                  parameters:
                    carrier: %1$s
                    verification: none
                    allowUnverified: true
                  steps:
                    - to:
                        uri: kamelet:carrier-inbound-sink
            """;

    Path folder = Path.of("unset");

    @BeforeEach
    void in(@TempDir Path temporary) {
        folder = temporary;
    }

    @Test
    void badRouteFilesAreSetAsideWithTheirReasonAndTheOthersRun() throws Exception {
        Path routes = copyOfRoutes();
        carrier(routes, "noyaml", "- route: [\n");
        carrier(
                routes,
                "nokamelet",
                WEBHOOK.formatted("nokamelet").replace("carrier-webhook-source", "carrier-telex-source"));
        carrier(
                routes,
                "noparameter",
                WEBHOOK.formatted("noparameter").replace("verification: none", "verification: magic"));
        // the first route of the file is good, which must not stay behind alone
        carrier(
                routes,
                "halfgood",
                WEBHOOK.formatted("halfgood")
                        + WEBHOOK.formatted("halfbad").replace("kamelet:carrier-inbound-sink", "nosuchcomponent:x"));

        try (TestHub hub = TestHub.onSharedBroker(folder.resolve("data"), Map.of("hub.routes.dir", routes.toString()));
                TestCustomer customer = TestCustomer.of(hub)) {

            assertThat(String.join("\n", hub.hub().banner()))
                    .contains("SET ASIDE")
                    .containsPattern("(?s)noyaml.camel.yaml: .*line 2")
                    .containsPattern("nokamelet.camel.yaml: .*carrier-telex-source")
                    .containsPattern("noparameter.camel.yaml: .*verification is 'magic'")
                    .containsPattern("halfgood.camel.yaml: .*nosuchcomponent");
            assertThat(hub.post("/carriers/halfgood/events", new byte[] {'{', '}'})
                            .statusCode())
                    .isEqualTo(404);
            customer.track("sandbox", "RUNS");
            assertThat(hub.sandboxEvent("RUNS", "collection/collected")).isEqualTo(200);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(customer.codes("RUNS")).hasSize(1));
        }
    }

    @Test
    void aRouteThatTakesTheNameOfAnotherIsSetAsideAndTheOtherRuns() throws Exception {
        Path routes = copyOfRoutes();
        String copied = WEBHOOK.formatted("twin").replace("carrier-in-twin-webhook", "carrier-in-sandbox-webhook");
        carrier(routes, "twin", copied);

        try (TestHub hub =
                TestHub.onSharedBroker(folder.resolve("data"), Map.of("hub.routes.dir", routes.toString()))) {

            assertThat(String.join("\n", hub.hub().banner()))
                    .containsPattern("SET ASIDE .*twin.camel.yaml: .*carrier-in-sandbox-webhook");
            assertThat(hub.sandboxEvent("TWIN", "collection/collected")).isEqualTo(200);
        }
    }

    @Test
    void aRouteThatTakesThePathOfAnotherIsSetAsideAndTheOtherRuns() throws Exception {
        Path routes = copyOfRoutes();
        String same = WEBHOOK.formatted("zwin").replace("carrier: zwin", "carrier: sandbox");
        carrier(routes, "zwin", same);
        // to Camel this is another endpoint, and it would let both in
        carrier(
                routes,
                "zwonder",
                same.replace("-zwin-", "-zwonder-")
                        .replace("kamelet:carrier-webhook-source", "platform-http:/carriers/sandbox/events")
                        .replaceAll("(?s) {6}parameters:.*allowUnverified: true\n", ""));

        try (TestHub hub =
                TestHub.onSharedBroker(folder.resolve("data"), Map.of("hub.routes.dir", routes.toString()))) {

            assertThat(String.join("\n", hub.hub().banner()))
                    .containsPattern(
                            "SET ASIDE .*zwin.camel.yaml: POST /carriers/sandbox/events is served by .*sandbox.camel.yaml: ")
                    .containsPattern(
                            "SET ASIDE .*zwonder.camel.yaml: POST /carriers/sandbox/events is served by .*sandbox.camel.yaml: ");
            assertThat(hub.sandboxEvent("TWIN", "collection/collected")).isEqualTo(200);
        }
    }

    @Test
    void aBadFileOfTheHubsOwnRoutesStopsTheStart() throws Exception {
        Path routes = copyOfRoutes();
        Files.writeString(routes.resolve("hub/store.camel.yaml"), "- route: [\n");

        assertThatThrownBy(() ->
                        TestHub.onSharedBroker(folder.resolve("data"), Map.of("hub.routes.dir", routes.toString())))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("store.camel.yaml");
    }

    @Test
    void aPortOfTheMailboxThatIsTakenIsNamedWithItsSetting() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> TestHub.onSharedBroker(
                            folder.resolve("data"), Map.of("hub.sftp.port", String.valueOf(other.getLocalPort()))))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("HUB_SFTP_PORT");
        }
    }

    @Test
    void settingsThatAreNoneAreNamedWithWhatWasMeant() throws Exception {
        Path file = Files.writeString(
                folder.resolve("my.properties"),
                """
                # a comment
                hub.http.port=0
                hub.webhook.alow-private=true
                carrier.acme.anything=is the business of its route
                """);
        Settings settings = Settings.of(file)
                .withDefaults(Map.of(
                        "hub.http.host", "127.0.0.1",
                        "hub.management.port", "0",
                        "hub.kafka.port", "0",
                        "hub.sftp.port", "0",
                        "hub.data.dir", folder.resolve("data").toString()));

        try (Hub hub = Hub.start(settings)) {

            assertThat(hub.banner())
                    .filteredOn(line -> line.contains("UNKNOWN SETTING"))
                    .singleElement()
                    .asString()
                    .contains(
                            "hub.webhook.alow-private", "my.properties:3", "did you mean 'hub.webhook.allow-private'?");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "hub.http.port, 80a, a whole number",
        "hub.management.port, 99999, 0 to 65535",
        "hub.webhook.timeout, soon, a duration",
        "hub.kafka.flush, never, always or os",
        "hub.http.max-body, huge, a size",
        "hub.sandbox, maybe, true or false"
    })
    void aValueThatCannotBeUsedIsNamedWithWhatWouldBe(String key, String value, String wanted) {
        assertThatThrownBy(() -> TestHub.start(folder.resolve("data"), Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(key, value, wanted);
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"hub.routes.dir, HUB_ROUTES_DIR", "hub.mappings.dir, mapping"})
    void aFolderThatIsNotThereIsNamed(String key, String named) {
        assertThatThrownBy(() -> TestHub.onSharedBroker(folder.resolve("data"), Map.of(key, "no/such/folder")))
                .isInstanceOf(StartFailure.class)
                .hasMessageContainingAll("no/such/folder", named);
    }

    @Test
    void aStartThatFailedLeavesNothingBehindThatHindersTheNext() throws Exception {
        int port = HubProcess.freePort();
        Map<String, String> settings = Map.of("hub.http.port", String.valueOf(port));
        Map<String, String> bad = new LinkedHashMap<>(settings);
        bad.put("hub.routes.dir", "no/such/folder");
        assertThatThrownBy(() -> TestHub.start(folder, bad)).isInstanceOf(StartFailure.class);

        try (TestHub hub = TestHub.start(folder, settings)) {

            assertThat(hub.hub().httpPort()).isEqualTo(port);
            assertThat(hub.sandboxEvent("AGAIN", "collection/collected")).isEqualTo(200);
        }
    }

    @Test
    void theAdminTokenIsMadeOnceForItsOwnerAlone() throws Exception {
        String first;
        try (TestHub hub = TestHub.onSharedBroker(folder, Map.of())) {
            first = hub.hub().adminToken();
        }

        try (TestHub hub = TestHub.onSharedBroker(folder, Map.of())) {

            assertThat(hub.hub().adminToken()).isEqualTo(first).hasSizeGreaterThan(40);
            assertThat(Files.getPosixFilePermissions(folder.resolve("admin-token")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(String.join("\n", hub.hub().banner()))
                    .contains("admin-token")
                    .doesNotContain(first);
        }
    }

    @Test
    void deadLettersGoWhenTheirTimeIsOver() throws Exception {
        try (TestHub hub = TestHub.onSharedBroker(folder, Map.of())) {
            hub.post("/carriers/sandbox/events", "no JSON".getBytes(UTF_8));
            assertThat(hub.deadLetters()).hasSize(1);
        }

        try (TestHub hub = TestHub.onSharedBroker(
                folder, Map.of("hub.dead-letter.retention", "1ms", "hub.housekeeping.schedule", "* * * * * ?"))) {

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(hub.deadLetters()).isEmpty());
        }
    }

    private static void carrier(Path routes, String name, String content) throws IOException {
        Files.writeString(routes.resolve("carriers").resolve(name + ".camel.yaml"), content);
    }

    private Path copyOfRoutes() throws IOException {
        Path from = Path.of("routes");
        Path to = folder.resolve("routes");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
        return to;
    }
}
