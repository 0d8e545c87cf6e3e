package io.caravanserai.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.caravanserai.retention.Retention;
import io.caravanserai.store.Database;
import io.caravanserai.store.Lease;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The intake's tables on both databases. */
class IntakeStoresTest {
    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void filesAreRemembered(String kind, @TempDir Path folder) throws Exception {
        if (kind.equals("sqlite")) {
            check(Map.of(), folder);
        } else {
            try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
                String url = postgres.getJdbcUrl("postgres", "postgres");
                check(Map.of("hub.db.url", url, "hub.db.user", "postgres"), folder);
            }
        }
    }

    private static void check(Map<String, String> settings, Path folder) throws Exception {
        try (Database database =
                Database.open(HubConfig.from(Settings.of(settings)).store(), folder)) {
            files(database);
        }
    }

    private static void files(Database database) {
        FileLog log = log(database, true);

        assertThat(log.contains("one")).isFalse();
        assertThat(List.of(log.add("one"), log.add("one"))).containsExactly(true, false);
        assertThat(log.contains("one")).isTrue();
        assertThat(log(database, true).contains("one"))
                .as("a file that stays, after a restart")
                .isTrue();
        Retention retention = new Retention(database, "hub-1", Optional.empty());
        long now = System.currentTimeMillis();
        assertThat(retention.forget(FileLog.EXPIRY, now - 60_000)).isZero();
        assertThat(retention.forget(FileLog.EXPIRY, now + 60_000)).isEqualTo(1);
        movedFiles(database);
    }

    private static void movedFiles(Database database) {
        FileLog log = log(database, false);
        FileLog.Taken one = new FileLog.Taken("one", "d1", "archive");
        FileLog.Taken two = new FileLog.Taken("two", "d2", "failed");
        Lease lease = new Lease(database, "poll of this test", "hub-1", Duration.ofMinutes(1));
        assertThat(lease.hold()).isTrue();

        log.take(lease, List.of(one, two));

        assertThat(log.contains("one")).as("its content decides").isFalse();
        assertThat(log(database, false).unmoved(List.of("one", "two", "three")))
                .as("taken and not moved, after a restart")
                .isEqualTo(Map.of("one", one, "two", two));
        log.moved(List.of("one"));
        assertThat(log.unmoved(List.of("one", "two"))).isEqualTo(Map.of("two", two));
    }

    private static FileLog log(Database database, boolean keepFiles) {
        FileLog log = new FileLog();
        log.setKeepFiles(keepFiles);
        log.setCarrier("acme");
        log.setDatabase(database);
        return log;
    }
}
