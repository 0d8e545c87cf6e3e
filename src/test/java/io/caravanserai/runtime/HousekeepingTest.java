package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.caravanserai.deadletter.DeadLetter;
import io.caravanserai.deadletter.DeadLetterStore;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.fileaudit.AuditedFile;
import io.caravanserai.fileaudit.FileAudit;
import io.caravanserai.fileaudit.FileContent;
import io.caravanserai.intake.FileLog;
import io.caravanserai.retention.Retention;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The shipped route routes/hub/housekeeping on a real store. */
class HousekeepingTest {
    private static final Clock NOW = Clock.systemUTC();
    private static final HubConfig.Retention RETENTION =
            HubConfig.from(Settings.of(Map.of())).retention();

    @OnBothStores
    void forgetsWhatWasKeptLongEnoughAndNothingElse(TestStore store) throws Exception {
        // Given for each kind of record one that is too old by an hour and one that is not yet
        for (Duration margin : List.of(Duration.ofHours(1), Duration.ofHours(-1))) {
            String name = margin.isNegative() ? "young" : "old";
            deadLetters(store, before(RETENTION.deadLetters().plus(margin))).record(letter(name));
            store.database().write(c -> {
                Sql.update(
                        c,
                        "INSERT INTO intake_file (carrier_id, file_key, taken_at) VALUES ('bring',?,?)",
                        name,
                        before(RETENTION.fileLog().plus(margin)).millis());
                Sql.update(
                        c,
                        "INSERT INTO alert (kind, subject, words, raised_at, last_at, times, cleared_at)"
                                + " VALUES ('route_down',?,'w',0,0,1,?)",
                        name,
                        before(RETENTION.alerts().plus(margin)).millis());
                Sql.update(
                        c,
                        "INSERT INTO interchange_log VALUES ('bring','X12','A','B','1',0,?,'k','f',0,1,?)",
                        name,
                        before(RETENTION.interchangeLog().plus(margin)).millis());
                Instant exchanged = before(HubConfig.from(Settings.of(Map.of()))
                                .files()
                                .auditRetention()
                                .plus(margin))
                        .instant();
                FileAudit.note(
                        c, AuditedFile.sent(name, FileContent.of(name, new byte[0]), 1, 0), exchanged.toEpochMilli());
                long told = before(RETENTION.deliveries().plus(margin)).millis();
                for (String state : List.of("told", "untold")) {
                    Sql.update(
                            c,
                            """
                            INSERT INTO label_outcome (id, account_number, status, created_at, sent_at, released_at)
                            VALUES (?,'A1','made',?,?,?)""",
                            state + "-" + name,
                            told,
                            told,
                            state.equals("told") ? told : null);
                    Sql.update(
                            c,
                            "INSERT INTO label_aggregate VALUES (?,?,1,'{}',?)",
                            state + "-" + name,
                            "shipment:" + name,
                            state.equals("told") ? told : null);
                }
                Sql.update(
                        c,
                        "INSERT INTO admin_act (at, node, actor, address, client, action, object, details)"
                                + " VALUES (?,'n','admin','127.0.0.1','c','POST /x',?,'')",
                        before(RETENTION.audit().plus(margin)).millis(),
                        name);
                return Sql.update(
                        c,
                        "INSERT INTO idempotency_key (account_number, key_value, request_hash, status, answer,"
                                + " created_at) VALUES ('A1',?,'h',202,'{}',?)",
                        name,
                        before(RETENTION.idempotency().plus(margin)).millis());
            });
        }

        // and copies of files of a day too old and one that is not
        Path copies = store.folder().resolve("file-copies");
        HubConfig config =
                HubConfig.from(Settings.of(Map.of("hub.data.dir", store.folder().toString())));
        for (int days : new int[] {-2, 2}) {
            Instant day = before(config.files().copyRetention().minusDays(days)).instant();
            Path folder = Files.createDirectories(
                    copies.resolve(LocalDate.ofInstant(day, ZoneOffset.UTC).toString()));
            Files.writeString(folder.resolve(days < 0 ? "old" : "young"), "");
        }

        // When the housekeeping's time comes
        try (CamelContext context = new DefaultCamelContext()) {
            new Housekeeping(config, store.database(), NOW)
                    .bind(
                            context.getRegistry(),
                            deadLetters(store, NOW),
                            new FileWiring(config, store.database(), new SimpleMeterRegistry(), NOW));
            Properties everySecond = new Properties();
            everySecond.setProperty("hub.housekeeping.schedule", "* * * * * ?");
            context.getPropertiesComponent().setInitialProperties(everySecond);
            context.start();
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.resolveMandatoryResource(
                            context,
                            "file:"
                                    + Path.of("routes/hub/housekeeping.camel.yaml")
                                            .toAbsolutePath()));

            // Then only the young ones are left
            await().untilAsserted(() -> {
                assertThat(names(store, "SELECT reason FROM dead_letter")).containsExactly("young");
                assertThat(names(store, "SELECT subject FROM alert")).containsExactly("young");
                assertThat(names(store, "SELECT object FROM admin_act")).containsExactly("young");
                assertThat(names(store, "SELECT partner FROM file_audit")).containsExactly("young");
                try (Stream<Path> kept = Files.walk(copies)) {
                    assertThat(kept.filter(Files::isRegularFile)
                                    .map(file -> file.getFileName().toString()))
                            .containsExactly("young");
                }
                assertThat(names(store, "SELECT file_key FROM intake_file")).containsExactly("young");
                assertThat(names(store, "SELECT digest FROM interchange_log")).containsExactly("young");
                assertThat(names(store, "SELECT key_value FROM idempotency_key"))
                        .containsExactly("young");
                for (String table : List.of(
                        "SELECT id FROM label_outcome ORDER BY id",
                        "SELECT exchange_id FROM label_aggregate ORDER BY exchange_id")) {
                    assertThat(names(store, table)).containsExactly("told-young", "untold-old", "untold-young");
                }
            });
        }
    }

    @OnBothStores
    void aStepThatFailsHoldsUpNoOther(TestStore store) throws Exception {
        // Given a table that cannot be cleaned
        store.database().write(c -> Sql.update(c, "DROP TABLE intake_file"));
        Retention retention = new Retention(store.database(), "hub-1", Optional.empty());
        Forget files = new Forget("file-names", () -> retention.forget(FileLog.EXPIRY, NOW.millis()));

        // When its time comes, then the step ends without an exception
        try (CamelContext context = new DefaultCamelContext()) {
            files.process(new org.apache.camel.support.DefaultExchange(context));
        }
    }

    private static List<String> names(TestStore store, String sql) {
        return store.database().read(c -> Sql.list(c, sql, row -> row.getString(1)));
    }

    private static Clock before(Duration age) {
        return Clock.fixed(NOW.instant().minus(age), NOW.getZone());
    }

    private static DeadLetterStore deadLetters(TestStore store, Clock clock) {
        return new DeadLetterStore(store.database(), store.folder(), message -> {}, clock);
    }

    private static DeadLetter letter(String reason) {
        return new DeadLetter(
                "webhook",
                "bring",
                reason,
                "",
                "key",
                new InboundMessage.Source("webhook", "id", 0, 0),
                null,
                reason.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
