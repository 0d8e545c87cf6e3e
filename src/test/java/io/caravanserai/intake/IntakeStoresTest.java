package io.caravanserai.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The intake's tables on both databases. */
class IntakeStoresTest {
    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void filesAreRememberedAndNumbersTakeTurns(String kind, @TempDir Path folder) throws Exception {
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
            targets(database);
        }
    }

    private static void files(Database database) {
        FileLog log = new FileLog();
        log.setCarrier("acme");
        log.setDatabase(database);

        assertThat(log.contains("one")).isFalse();
        assertThat(List.of(log.add("one"), log.add("one"))).containsExactly(true, false);
        assertThat(log.contains("one")).isTrue();
        FileLog restarted = new FileLog(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(1)));
        restarted.setCarrier("acme");
        restarted.setDatabase(database);
        assertThat(restarted.contains("one")).as("a file that stays").isTrue();
        restarted.setKeepFiles(false);
        assertThat(restarted.contains("one"))
                .as("a file that was taken and not moved")
                .isFalse();
        assertThat(restarted.add("one")).isTrue();
        assertThat(restarted.contains("one")).isTrue();
        assertThat(FileLog.purge(database, Duration.ofDays(1), Clock.systemUTC()))
                .isZero();
        assertThat(FileLog.purge(database, Duration.ofDays(-1), Clock.systemUTC()))
                .isEqualTo(1);
    }

    private static void targets(Database database) {
        PollTargets targets = new PollTargets(database, "ups", Clock.systemUTC());
        for (String number : List.of("A", "B", "C")) {
            track(database, number);
        }

        assertThat(targets.take(2, Duration.ofMinutes(1))).containsExactly("A", "B");
        targets.polled(List.of("A"), Duration.ZERO);
        targets.giveBack(List.of("B"));
        assertThat(targets.take(3, Duration.ofMinutes(1))).containsExactly("B", "C", "A");
        targets.failed(List.of("A", "B", "C"), Duration.ofMinutes(1));
        assertThat(targets.take(3, Duration.ofMinutes(1))).isEmpty();
        targets.soon(List.of("B", "NOBODY'S"));
        targets.soon(List.of());
        assertThat(targets.take(3, Duration.ofMinutes(1))).containsExactly("B");
        track(database, "NOBODY'S");
        targets.soon(List.of("NOBODY'S"));
        assertThat(targets.take(3, Duration.ofMinutes(1))).containsExactly("NOBODY'S");
    }

    private static void track(Database database, String number) {
        database.write(connection -> {
            Sql.update(connection, "INSERT INTO account VALUES ('A1','Acme',0) ON CONFLICT DO NOTHING");
            Sql.update(
                    connection,
                    "INSERT INTO shipment VALUES (?,'A1',?,'tracker','ups',NULL,'shipment',?,'ok','none','[]','{}','{}',0,0)",
                    number,
                    number,
                    number);
            return Sql.update(
                    connection, "INSERT INTO tracking_key VALUES ('ups',?,?,NULL,'A1','tracking',0)", number, number);
        });
    }
}
