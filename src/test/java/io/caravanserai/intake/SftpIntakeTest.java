package io.caravanserai.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.event.InboundMessage;
import io.caravanserai.testkit.SftpServerKit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SftpIntakeTest {
    SftpServerKit server;
    IntakeHarness hub;
    Path key;
    Path outbox;
    Path knownHosts;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        server = SftpServerKit.start(folder.resolve("server"), 0);
        key = server.userWithKey("acme");
        outbox = server.folder("acme").resolve("outbox");
        knownHosts = folder.resolve("known_hosts");
        server.addTo(knownHosts);
        hub = IntakeHarness.start(Files.createDirectory(folder.resolve("data")), Map.of());
    }

    @AfterEach
    void stop() throws Exception {
        hub.close();
        server.close();
    }

    @Test
    void aFileIsTakenDurablyAndThenMoved() throws Exception {
        put("one.json", "{\"trackingNumber\":\"F1\"}");

        hub.route(route("minAge: 0s", "keyPath: /trackingNumber"));

        await().untilAsserted(() -> assertThat(hub.inbound()).hasSize(1));
        InboundMessage message = hub.inbound().get(0);
        assertThat(message.topicKey()).isEqualTo("acme:F1");
        assertThat(message.source().kind()).isEqualTo("file");
        assertThat(message.source().name()).isEqualTo("outbox/one.json");
        await().untilAsserted(() -> assertThat(names(outbox)).containsExactly("archive"));
        assertThat(names(outbox.resolve("archive"))).singleElement().asString().endsWith("-one.json");
    }

    private void put(String name, String text) throws IOException {
        Path draft = outbox.resolve("." + name);
        Files.writeString(draft, text, UTF_8, StandardOpenOption.CREATE);
        Files.move(draft, outbox.resolve(name));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private String route(String... parameters) {
        return """
                - route:
                    id: carrier-in-acme-sftp
                    description: A carrier of this test.
                    from:
                      uri: kamelet:carrier-sftp-source
                      parameters:
                        carrier: acme
                        host: %s
                        port: %d
                        username: acme
                        privateKeyFile: %s
                        knownHosts: %s
                        delay: 100
                        %s
                      steps:
                        - to:
                            uri: kamelet:carrier-inbound-sink
                """
                .formatted(server.host(), server.port(), key, knownHosts, String.join("\n        ", parameters));
    }
}
