package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.event.Json;
import io.caravanserai.testkit.PartnerClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.sshd.sftp.client.SftpClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that is killed again and again while a partner uploads files. */
class KilledMailboxTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    Path folder = Path.of("unset");

    @Tag("slow")
    @Test
    void manyKillsLoseNoFileAndTakeNoneTwice() throws Exception {
        killed(10, new Random().nextLong());
    }

    /** Every file that the partner was told is complete is in the archive, once, and nothing else is but whole files. */
    private void killed(int rounds, long seed) throws Exception {
        Random random = new Random(seed);
        Path routes = routes();
        int port = HubProcess.freePort();
        List<String> acknowledged = new CopyOnWriteArrayList<>();
        List<String> begun = new CopyOnWriteArrayList<>();
        try (HubProcess hub = HubProcess.start(
                        folder,
                        Map.of(
                                "HUB_SFTP_PORT",
                                String.valueOf(port),
                                "HUB_ROUTES_DIR",
                                routes.toString(),
                                "HUB_KAFKA_FLUSH",
                                "os"));
                PartnerClient partner = PartnerClient.withNewKey(folder.resolve("partner.pub"))) {
            String key = Files.readString(partner.publicKey()).trim();
            hub.manage("POST", "/admin/mailboxes", Json.bytes(Map.of("name", "acme", "key", key)));
            for (int round = 0; round < rounds; round++) {
                int first = round * 1000;
                int enough = acknowledged.size() + 5 + random.nextInt(40);
                Thread uploads = new Thread(() -> upload(partner, port, first, begun, acknowledged));
                uploads.start();
                await().atMost(PATIENCE)
                        .pollInterval(1, TimeUnit.MILLISECONDS)
                        .until(() -> acknowledged.size() >= enough);
                hub.kill();
                uploads.join();
                hub.restart();
            }
            Path archive = folder.resolve("data/mailbox/acme/archive");
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(archived(archive)).as("seed " + seed).containsAll(acknowledged));
            // what the hub had when it was killed but could not say so any more may be there too, whole
            await().atMost(PATIENCE).until(() -> names(folder.resolve("data/mailbox/acme/ready"))
                    .isEmpty());
            assertThat(archived(archive))
                    .as("seed " + seed)
                    .doesNotHaveDuplicates()
                    .isSubsetOf(begun);
            for (String name : names(archive)) {
                assertThat(Files.readString(archive.resolve(name)))
                        .isEqualTo(content(name.substring("20260101-000000-000-".length())));
            }
        }
    }

    private static void upload(
            PartnerClient partner, int port, int first, List<String> begun, List<String> acknowledged) {
        try (SftpClient sftp = partner.login(port, "acme")) {
            for (int i = first; ; i++) {
                String name = "file-" + i + ".json";
                begun.add(name);
                PartnerClient.put(sftp, "inbox/" + name, content(name).getBytes(StandardCharsets.UTF_8));
                acknowledged.add(name);
            }
        } catch (IOException e) {
            // the hub was killed
        }
    }

    private static String content(String name) {
        return "{\"n\":\"" + name.repeat(200) + "\"}";
    }

    private static List<String> archived(Path archive) throws IOException {
        return names(archive).stream()
                .map(name -> name.substring("20260101-000000-000-".length()))
                .toList();
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** The project's routes, and one that takes the mailbox's files. */
    private Path routes() throws IOException {
        Path routes = folder.resolve("routes");
        List<Path> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            files.forEach(all::add);
        }
        for (Path file : all) {
            Path target = routes.resolve(Path.of("routes").relativize(file));
            if (Files.isDirectory(file)) {
                Files.createDirectories(target);
            } else if (!file.startsWith("routes/carriers")) {
                Files.copy(file, target);
            }
        }
        Files.writeString(
                routes.resolve("carriers/acme.camel.yaml"),
                """
                - route:
                    id: carrier-in-acme-mailbox
                    description: The mailbox of this test.
                    from:
                      uri: kamelet:carrier-mailbox-source
                      parameters:
                        carrier: acme
                        mailbox: acme
                        keyPath: /n
                      steps:
                        - to:
                            uri: kamelet:carrier-inbound-sink
                """);
        return routes;
    }
}
