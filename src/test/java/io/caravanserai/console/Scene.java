package io.caravanserai.console;

import io.caravanserai.alert.AlertKind;
import io.caravanserai.alert.Alerts;
import io.caravanserai.deadletter.DeadLetter;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.runtime.TestHub;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A hub with something of everything that needs a person, written into its store as the hub itself does. */
final class Scene {
    /** What a carrier sends that would like to be markup. */
    static final String HOSTILE = "<script>alert('x')</script><img src=x onerror=alert(1)>\"'&";

    private final Database database;
    private final long now;

    Scene(Database database) {
        this.database = database;
        this.now = database.clock().millis();
    }

    /** Everything at once. */
    void trouble(TestHub hub) throws Exception {
        hub.post("/carriers/sandbox/events", "no json".getBytes(StandardCharsets.UTF_8));
        letters(1, 3, "The file ends in the middle of segment UNT: ask the sender for the whole of it.");
        Alerts alerts = new Alerts(database, database.clock());
        alerts.raise(
                AlertKind.HOST_KEY,
                "carrier-in-bring",
                "sftp.bring.example showed SHA256:Zx9… and not SHA256:Ab1…, which known_hosts has.");
        unmapped("bring", "ZZ/9", "Held at depot");
        unmapped("bring", HOSTILE, HOSTILE);
        endpoint("shop.example", now - Duration.ofMinutes(50).toMillis());
        alerts.raise(AlertKind.ENDPOINT_FAILING, "shop.example", "Every call has failed for 50 % of its time.");
        overdueFile();
        figures();
    }

    void letters(int first, int number, String reason) {
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            rows.add(new Object[] {
                "%032x".formatted(first + i),
                "digest-" + reason.hashCode() + "-" + i,
                reason,
                "UNB+UNOC:3+SENDER:14+HUB:14+261120:0915+" + i + "'UNH+1+IFTSTA:D:04A:UN'",
                now - i * 1_000L
            });
        }
        database.write(connection -> Sql.batch(
                connection,
                """
                INSERT INTO dead_letter (id, digest, stage, carrier_id, reason, place, message_key, source_kind, source_name,
                    source_offset, source_line, content_type, raw, raw_size, seen, first_at, last_at)
                SELECT x.id, x.digest, 'harmonize', 'bring', x.reason, 'segment 2', 'k', 'file', '/out/iftsta.edi', 0, 1,
                    'application/edifact', CAST(x.raw AS BLOB), 60, 1, x.at, x.at
                FROM (SELECT ? AS id, ? AS digest, ? AS reason, ? AS raw, ? AS at) x""",
                rows));
    }

    /** One that can be read now, as the sandbox carrier sends them. */
    static DeadLetter readable(String number) {
        return new DeadLetter(
                "harmonize",
                "sandbox",
                "nobody could read it before",
                "",
                "k",
                new InboundMessage.Source("webhook", "request-1", 0, 0),
                "application/json",
                ("{\"tracking_number\":\"" + number
                                + "\",\"code\":\"collection/collected\",\"time\":\"2026-11-20T10:00:00+01:00\"}")
                        .getBytes(StandardCharsets.UTF_8));
    }

    void unmapped(String carrier, String code, String words) {
        database.write(connection -> Sql.update(
                connection,
                """
                INSERT INTO unmapped_code (carrier_id, code, seen, description, sample_event, first_at, last_at)
                VALUES (?,?,17,?,'none',?,?)""",
                carrier,
                code,
                words,
                now - Duration.ofHours(5).toMillis(),
                now - Duration.ofMinutes(2).toMillis()));
    }

    void endpoint(String host, long failingSince) {
        database.write(connection -> endpoint(connection, host, failingSince));
    }

    private int endpoint(Connection connection, String host, long failingSince) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO account (account_number, name, created_at) VALUES ('A1','Acme',0) ON CONFLICT DO NOTHING");
        return Sql.update(
                connection,
                """
                INSERT INTO subscription (id, account_number, kind, endpoint, secret, filter, status, created_at,
                    updated_at, failing_since) VALUES (?,'A1','tracking',?,'whsec_x','{}','active',0,0,?)""",
                host,
                "https://" + host + "/hooks",
                failingSince);
    }

    private void overdueFile() {
        database.write(connection -> {
            Sql.update(connection, "INSERT INTO edi_outlet VALUES ('acme-files','A1',9,0)");
            return Sql.update(
                    connection,
                    """
                    INSERT INTO edi_outbox (outlet, control_number, file_name, body, events, status, created_at, sent_at,
                        ack_status, ack_due_at) VALUES ('acme-files',9,'acme-9.edi',?,1,'sent',0,?,'awaited',?)""",
                    new byte[] {1},
                    now - Duration.ofHours(3).toMillis(),
                    now - Duration.ofHours(1).toMillis());
        });
    }

    /** Two hours of figures with a quiet while in them. */
    private void figures() {
        List<Object[]> rows = new ArrayList<>();
        long minute = now / 60_000 * 60_000;
        for (int i = 1; i < 120; i++) {
            for (String series : List.of("events", "webhooks", "labels")) {
                long number = i > 20 && i < 28 ? 0 : 300 + (long) (200 * Math.sin(i / 9.0 + series.length()));
                rows.add(new Object[] {
                    series,
                    minute - i * 60_000L,
                    number,
                    number == 0 ? null : 20L + i % 7,
                    number == 0 ? null : 90L + i * 3L
                });
            }
        }
        database.write(connection -> Sql.batch(
                connection,
                "INSERT INTO figure (series, step, at, number, median, slow) SELECT ?, 60000, ?, ?, ?, ?",
                rows));
    }
}
