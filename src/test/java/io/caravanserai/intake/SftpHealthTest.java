package io.caravanserai.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.alert.Alerts;
import io.caravanserai.testkit.SftpServerKit;
import io.caravanserai.testkit.TcpProxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a carrier's server that does not answer as it should, and that polling goes on. */
class SftpHealthTest extends SftpTest {
    SftpCarrier carrier;
    HubLog log;

    @BeforeEach
    void newCarrier() {
        carrier = SftpCarrier.on(server, root);
        log = HubLog.open();
    }

    @AfterEach
    void mend() {
        log.close();
        server.hang(false);
        server.refuse("");
    }

    @Test
    void aServerThatFallsSilentIsGivenUp() throws Exception {
        try (TcpProxy proxy = TcpProxy.before(server.host(), server.port())) {
            server.addTo(carrier.knownHosts(), proxy.port());
            hub.route(carrier.routeBy(proxy.port(), "soTimeout: 5000"));
            await().untilAsserted(() -> assertThat(status()).isEqualTo("UP"));

            proxy.swallow(true);

            await().untilAsserted(() -> assertThat(kinds()).contains("route_down"));
            assertThat(status()).isEqualTo("DOWN");
            carrier.put("one.json", "{}");
            proxy.swallow(false);
            await().untilAsserted(() -> assertThat(carrier.messages(hub)).hasSize(1));
            await().untilAsserted(() -> assertThat(kinds()).isEmpty());
            assertThat(status()).isEqualTo("UP");
        }
    }

    @Test
    void aPartnerThatFallsSilentInTheMiddleOfAnUploadIsGivenUp() throws Exception {
        try (TcpProxy proxy = TcpProxy.before(server.host(), server.port())) {
            server.addTo(carrier.knownHosts(), proxy.port());
            proxy.swallow(true);
            hub.route(
                    """
                    - route:
                        id: upload
                        description: A customer's upload of this test.
                        errorHandler:
                          noErrorHandler: {}
                        from:
                          uri: direct:upload
                          steps:
                            - to:
                                uri: kamelet:partner-sftp-sink
                                parameters:
                                  host: %s
                                  port: %d
                                  username: %s
                                  privateKeyFile: %s
                                  knownHosts: %s
                    """
                            .formatted(
                                    server.host(), proxy.port(), carrier.name(), carrier.key(), carrier.knownHosts()));

            var sent = hub.context
                    .createFluentProducerTemplate()
                    .withHeader("CamelFileName", "one.edi")
                    .withBody("UNA")
                    .to("direct:upload")
                    .send();

            assertThat(sent.getException()).isNotNull();
        }
    }

    @Test
    void anotherHostKeyIsAnAlertUntilItIsTrusted(@TempDir Path folder) throws Exception {
        try (SftpServerKit impostor = SftpServerKit.start(folder, 0)) {
            SftpCarrier his = SftpCarrier.on(impostor, root);
            carrier = his;
            hub.route(his.route());
            await().untilAsserted(() -> assertThat(status()).isEqualTo("UP"));
            his.put("bait.json", "{}");
            await().untilAsserted(() -> assertThat(his.archived()).hasSize(1));

            impostor.changeHostKey();
            his.put("more.json", "{}");

            await().untilAsserted(() -> assertThat(kinds()).contains("host_key"));
            assertThat(hub.health.of(his.routeId()).orElseThrow().reason()).contains("not the known one");
            assertThat(his.outbox().resolve("more.json")).exists();
            await().untilAsserted(() -> assertThat(his.messages(hub)).hasSize(1));
            Files.delete(his.knownHosts());
            impostor.addTo(his.knownHosts());
            await().untilAsserted(() -> assertThat(his.messages(hub)).hasSize(2));
            await().untilAsserted(() -> assertThat(kinds()).isEmpty());
        }
    }

    @Test
    void aMissingFolderTakesTheRouteDownInFewWords() throws Exception {
        Files.delete(carrier.outbox());

        hub.route(carrier.route("backOff: 1"));

        await().untilAsserted(() -> assertThat(kinds()).containsExactly("route_down"));
        int polls = hub.report().polls();
        await().until(() -> hub.report().polls() > polls + 5);
        assertThat(status()).isEqualTo("DOWN");
        assertThat(log.about("outbox"))
                .as("one line of the poll, one of the alert, for any number of polls")
                .hasSize(2);
        Files.createDirectory(carrier.outbox());
        await().untilAsserted(() -> assertThat(kinds()).isEmpty());
        assertThat(status()).isEqualTo("UP");
    }

    @Test
    void aPollThatHangsIsAnAlertAndIsCutOff() throws Exception {
        server.hang(true);
        carrier.put("one.json", "{}");

        hub.route(carrier.route("delay: 1000", "soTimeout: 4000"));

        await().untilAsserted(() -> assertThat(kinds()).contains("poll_dead"));
        assertThat(status()).isEqualTo("DOWN");
        server.hang(false);
        await().untilAsserted(() -> assertThat(carrier.archived()).hasSize(1));
        await().untilAsserted(() -> assertThat(kinds()).isEmpty());
        await().untilAsserted(() -> assertThat(carrier.messages(hub)).hasSize(1));
    }

    @Test
    void aFileThatMayNotBeReadStopsNoOther() throws Exception {
        server.refuse("locked");
        for (String name : List.of("a.json", "locked.json", "z.json")) {
            carrier.put(name, "{}");
        }

        hub.route(carrier.route("tries: 3"));

        await().untilAsserted(() -> assertThat(kinds()).containsExactly("file_stuck"));
        await().untilAsserted(() -> assertThat(carrier.archived()).hasSize(2));
        assertThat(carrier.alerts(hub).get(0).subject()).isEqualTo(carrier.name() + ":outbox/locked.json");
        await("the server answers").untilAsserted(() -> assertThat(status()).isEqualTo("UP"));
        carrier.put("later.json", "{}");
        await().untilAsserted(() -> assertThat(carrier.archived()).hasSize(3));
        assertThat(log.about("not finished")).as("told once").hasSize(1);
        server.refuse("");
        await().untilAsserted(() -> assertThat(carrier.archived()).hasSize(4));
        await().untilAsserted(() -> assertThat(kinds()).isEmpty());
    }

    @Test
    void aFileThatCannotBeMovedIsHandedOnOnce() throws Exception {
        // Given a file where the folder should be
        Files.writeString(carrier.archive(), "");
        carrier.put("one.json", "{}");

        hub.route(carrier.route("tries: 3", "exclude: archive", "include: '*.json'"));

        await().untilAsserted(() -> assertThat(kinds()).containsExactly("file_stuck"));
        await().untilAsserted(() -> assertThat(carrier.messages(hub)).hasSize(1));
        Files.delete(carrier.archive());
        await().untilAsserted(() -> assertThat(carrier.archived()).hasSize(1));
        await().untilAsserted(() -> assertThat(carrier.messages(hub)).hasSize(1));
    }

    private String status() {
        return hub.health.of(carrier.routeId()).map(RouteHealth.State::word).orElse("unknown");
    }

    private List<String> kinds() {
        return carrier.alerts(hub).stream().map(Alerts.Alert::kind).toList();
    }
}
