package io.caravanserai.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caravanserai.alert.Alerts;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.event.Json;
import io.caravanserai.testkit.SftpServerKit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** One carrier on a test server, as hubs of a test see it. */
record SftpCarrier(SftpServerKit server, Path root, String name, Path key, Path knownHosts) {
    private static final AtomicInteger NEXT = new AtomicInteger();

    /** @param root a folder for drafts and known hosts */
    static SftpCarrier on(SftpServerKit server, Path root) {
        String name = "partner" + NEXT.incrementAndGet();
        Path knownHosts = root.resolve(name + ".known_hosts");
        server.addTo(knownHosts);
        return new SftpCarrier(server, root, name, server.userWithKey(name), knownHosts);
    }

    String routeId() {
        return "carrier-in-" + name + "-sftp";
    }

    Path outbox() {
        return server.folder(name).resolve("outbox");
    }

    Path archive() {
        return outbox().resolve("archive");
    }

    /** A route of the Kamelet with these parameters. */
    String route(String... parameters) {
        return routeBy(server.port(), parameters);
    }

    /** The same, by another port that leads to the server. */
    String routeBy(int port, String... parameters) {
        return SftpRoutes.route(name, server.host(), port, key, knownHosts, parameters);
    }

    /** Uploads under another name, then renames. */
    Path put(String file, String text) throws IOException {
        Path draft = Files.writeString(root.resolve(name + ".draft"), text, UTF_8);
        return Files.move(draft, outbox().resolve(file));
    }

    List<String> archived() throws IOException {
        return Files.isDirectory(archive()) ? names(archive()) : List.of();
    }

    static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** What came of it on the topic, repeats included. */
    List<InboundMessage> messages(IntakeHarness hub) {
        return hub.records().stream()
                .filter(record -> record.key().startsWith(name + ":"))
                .map(record -> Json.read(record.value(), InboundMessage.class))
                .toList();
    }

    /** Open alerts about its route and its files. */
    List<Alerts.Alert> alerts(IntakeHarness hub) {
        return hub.alerts.list(true, 100).stream()
                .filter(alert ->
                        alert.subject().equals(routeId()) || alert.subject().startsWith(name + ":"))
                .toList();
    }
}
