package io.caravanserai.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.caravanserai.alert.AlertKind;
import io.caravanserai.alert.Alerts;
import io.caravanserai.deadletter.DeadLetter;
import io.caravanserai.deadletter.DeadLetterStore;
import io.caravanserai.deadletter.DeadLetters;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.figure.Silence;
import io.caravanserai.store.Database;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What needs a person, found in stores of both kinds. */
class MattersTest {
    private static Attention attention(TestStore store) {
        Database database = store.database();
        DeadLetterStore letters =
                new DeadLetterStore(database, store.folder().resolve("letters"), message -> {}, database.clock());
        return new Attention(
                database,
                new Alerts(database, database.clock()),
                new DeadLetters(List.of(letters)),
                new Silence(database));
    }

    private static void letter(TestStore store, String reason) {
        new DeadLetterStore(
                        store.database(),
                        store.folder().resolve("letters"),
                        message -> {},
                        store.database().clock())
                .record(new DeadLetter(
                        "harmonize",
                        "bring",
                        reason,
                        "line 1",
                        "k",
                        new InboundMessage.Source("file", "/out/a.edi", 0, 1),
                        "application/edifact",
                        reason.getBytes(StandardCharsets.UTF_8)));
    }

    private static void sql(TestStore store, String sql, Object... parameters) {
        store.database().write(connection -> Sql.update(connection, sql, parameters));
    }

    /** All of a kind, three at a time. */
    private static List<String> ids(Attention attention, Kind kind) {
        List<String> ids = new ArrayList<>();
        String before = "";
        do {
            Attention.Page page = attention.list(kind, 3, before);
            page.matters().forEach(matter -> ids.add(matter.id()));
            before = page.next();
        } while (!before.isEmpty());
        return ids;
    }

    @OnBothStores
    void eachIsFoundOnceHoweverManyPagesThereAre(TestStore store) {
        long now = store.database().clock().millis();
        sql(store, "INSERT INTO account (account_number, name, created_at) VALUES ('A1','Acme',0)");
        sql(store, "INSERT INTO edi_outlet (name, account_number, control_number, seen_at) VALUES ('out','A1',9,0)");
        sql(
                store,
                """
                INSERT INTO sscc_range (prefix, account_number, active, test, first_serial, last_serial, next_serial,
                    created_at, updated_at) VALUES ('39521234','A1',1,0,0,99,95,0,0)""");
        Alerts alerts = new Alerts(store.database(), store.database().clock());
        for (int i = 0; i < 8; i++) {
            letter(store, "reason " + i);
            alerts.raise(AlertKind.ROUTE_DOWN, "route-" + i, "it is down");
            sql(
                    store,
                    """
                    INSERT INTO unmapped_code (carrier_id, code, seen, description, sample_event, first_at, last_at)
                    VALUES ('bring',?,1,NULL,'none',?,?)""",
                    "C" + i,
                    now,
                    now);
            sql(
                    store,
                    """
                    INSERT INTO subscription (id, account_number, kind, endpoint, secret, filter, status, created_at,
                        updated_at, failing_since) VALUES (?,'A1','tracking','https://x.example','s','{}',?,0,0,?)""",
                    "S" + i,
                    i == 7 ? "deleted" : "active",
                    i == 6 ? now : now - Duration.ofHours(1).toMillis());
            sql(
                    store,
                    """
                    INSERT INTO edi_outbox (outlet, control_number, file_name, body, events, status, created_at, sent_at,
                        ack_status, ack_due_at) VALUES ('out',?,'f.edi',?,1,'sent',0,0,'awaited',?)""",
                    i,
                    new byte[] {1},
                    i == 7 ? now + 100_000 : now - 5_000);
        }
        Attention attention = attention(store);

        assertThat(ids(attention, Kind.LETTER)).hasSize(8).doesNotHaveDuplicates();
        assertThat(ids(attention, Kind.ALERT)).hasSize(8).doesNotHaveDuplicates();
        assertThat(ids(attention, Kind.UNMAPPED)).hasSize(8).doesNotHaveDuplicates();
        assertThat(ids(attention, Kind.ENDPOINT)).containsExactly("S0", "S1", "S2", "S3", "S4", "S5");
        assertThat(ids(attention, Kind.ACKNOWLEDGEMENT))
                .containsExactly("out/0", "out/1", "out/2", "out/3", "out/4", "out/5", "out/6");
        assertThat(ids(attention, Kind.SSCC)).containsExactly("A1");
        assertThat(attention.total()).isEqualTo(8 + 8 + 8 + 6 + 7 + 1);
    }

    @OnBothStores
    void anEndpointThatFailsIsOneMatterUnderItsCustomersNameHoweverMuchIsSaidOfIt(TestStore store) {
        long now = store.database().clock().millis();
        sql(store, "INSERT INTO account (account_number, name, created_at) VALUES ('A1','Acme',0)");
        Alerts alerts = new Alerts(store.database(), store.database().clock());
        for (String id : List.of("failing", "gone")) {
            sql(
                    store,
                    """
                    INSERT INTO subscription (id, account_number, kind, endpoint, secret, filter, status, created_at,
                        updated_at, failing_since) VALUES (?,'A1','tracking','https://x.example','s','{}',?,0,0,?)""",
                    id,
                    id.equals("gone") ? "disabled" : "active",
                    now - Duration.ofHours(1).toMillis());
        }
        alerts.raise(AlertKind.ENDPOINT_FAILING, "failing", "It has failed for 80 % of 96 h.");
        alerts.raise(AlertKind.ENDPOINT_GONE, "gone", "It answered 410 Gone.");
        Attention attention = attention(store);

        List<Matter> endpoints = attention.list(Kind.ENDPOINT, 10, "").matters();
        List<Matter> open = attention.list(Kind.ALERT, 10, "").matters();

        assertThat(endpoints).extracting(Matter::id, Matter::subject).containsExactly(tuple("failing", "Acme"));
        assertThat(endpoints.get(0).means()).contains("80 % of 96 h");
        assertThat(open)
                .extracting(alert -> alert.detail("subject"), Matter::subject)
                .containsExactly(tuple("gone", "Acme"));
        assertThat(open.get(0).details()).containsEntry("account", "A1");
        assertThat(attention.total()).isEqualTo(2);
    }

    @OnBothStores
    void aHubWithoutTroubleHasNothing(TestStore store) {
        Attention attention = attention(store);

        assertThat(attention.total()).isZero();
        for (Kind kind : Kind.values()) {
            assertThat(ids(attention, kind)).as(kind.word()).isEmpty();
        }
    }
}
