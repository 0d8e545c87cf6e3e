package io.caravanserai.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.testkit.SftpServerKit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the hub archived on a carrier's server goes in time, and nothing else does. */
class ArchiveCleanupTest {
    @Test
    void onlyWhatTheHubArchivedLongAgoIsDeleted(@TempDir Path folder) throws Exception {
        try (SftpServerKit server = SftpServerKit.start(folder.resolve("server"), 0);
                IntakeHarness hub = IntakeHarness.start(Files.createDirectory(folder.resolve("data")), Map.of())) {
            Path key = server.userWithKey("acme");
            Path outbox = server.folder("acme").resolve("outbox");
            Path archive = Files.createDirectory(outbox.resolve("archive"));
            server.addTo(folder.resolve("known_hosts"));
            Files.writeString(archive.resolve("20200229-235959-001-old.json"), "{}");
            Files.writeString(archive.resolve("old-of-the-carrier.json"), "{}");
            hub.route(SftpRoutes.route("acme", server.host(), server.port(), key, folder.resolve("known_hosts")));
            Files.writeString(outbox.resolve("draft.tmp"), "{}");
            Files.move(outbox.resolve("draft.tmp"), outbox.resolve("new.json"));
            await().until(() -> names(archive).size() == 3);
            hub.removeRoutes();

            hub.route(
                    """
                    - route:
                        id: carrier-archive-acme
                        description: A route of this test.
                        from:
                          uri: kamelet:carrier-archive-cleanup-source
                          parameters:
                            carrier: acme
                            host: %s
                            port: %d
                            username: acme
                            privateKeyFile: %s
                            knownHosts: %s
                            delay: 100
                            retention: 90d
                          steps:
                            - log:
                                message: "deleted ${file:name}"
                    """
                            .formatted(server.host(), server.port(), key, folder.resolve("known_hosts")));

            await().until(() -> names(archive).size() == 2);
            int polls = hub.report().polls();
            await().until(() -> hub.report().polls() > polls + 2);
            assertThat(names(archive).get(0)).matches("20[0-9]{6}-[0-9]{6}-[0-9]{3}-new.json");
            assertThat(names(archive).get(1)).isEqualTo("old-of-the-carrier.json");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "20260823-115959-999-a.edi, true",
        "20260823-120000-000-a.edi, false",
        "20260230-120000-000-a.edi, false",
        "20200101-000000-000-, false",
        "20200101-000000-a.edi, false",
        "x20200101-000000-000-a.edi, false",
        "a.edi, false",
    })
    void theAgeIsThatInTheName(String name, boolean over) {
        ArchiveAge age = new ArchiveAge();
        age.setRetention("90d");

        assertThat(age.isOver(name, Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC))
                .isEqualTo(over);
        assertThat(age.isOver(name, Instant.parse("2026-11-21T11:00:00Z"), ZoneId.of("+01:00")))
                .as("in another zone")
                .isEqualTo(over);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
