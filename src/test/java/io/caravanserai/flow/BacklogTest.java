package io.caravanserai.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import java.time.Instant;

class BacklogTest {
    private static void sql(TestStore store, String sql, Object... parameters) {
        store.database().write(connection -> Sql.update(connection, sql, parameters));
    }

    private static void delivery(TestStore store, String id, String endpoint, String status, long at) {
        sql(
                store,
                """
                INSERT INTO delivery (id, account_number, subscription_id, order_key, kind, body, status, attempts, tries,
                    started_at, due_at, created_at, updated_at) VALUES (?,'A1',?,'k','tracking',?,?,0,0,0,0,?,?)""",
                id,
                endpoint,
                new byte[] {1},
                status,
                at,
                at);
    }

    @OnBothStores
    void whatWaitsIsCountedForEachWithTheOldest(TestStore store) {
        long now = store.database().clock().millis();
        sql(store, "INSERT INTO account (account_number, name, created_at) VALUES ('A1','Acme',0)");
        for (String id : new String[] {"S1", "S2"}) {
            sql(
                    store,
                    """
                    INSERT INTO subscription (id, account_number, kind, endpoint, secret, filter, status, created_at,
                        updated_at) VALUES (?,'A1','tracking','https://x.example','s','{}','active',0,0)""",
                    id);
        }
        delivery(store, "D1", "S2", "pending", now - 5_000);
        delivery(store, "D2", "S2", "pending", now - 9_000);
        delivery(store, "D3", "S2", "delivered", now - 20_000);
        sql(store, "INSERT INTO edi_outlet (name, account_number, control_number, seen_at) VALUES ('out','A1',9,0)");
        sql(
                store,
                "INSERT INTO edi_event (outlet, id, body, created_at) VALUES ('out','e1',?,?)",
                new byte[] {1},
                now - 3_000);
        Backlog backlog = new Backlog(store.database());

        assertThat(backlog.endpoints(10))
                .extracting(Backlog.Endpoint::id, each -> each.waiting().count())
                .containsExactly(tuple("S2", 2L), tuple("S1", 0L));
        assertThat(backlog.endpoints(10).get(0).waiting().oldest()).contains(Instant.ofEpochMilli(now - 9_000));
        assertThat(backlog.outlets())
                .extracting(Backlog.Outlet::name, Backlog.Outlet::customer, each -> each.waiting()
                        .count())
                .containsExactly(tuple("out", new Backlog.Customer("A1", "Acme"), 1L));
        assertThat(backlog.delivered(now)).isEqualTo(1 / 60.0);
        assertThat(backlog.labelled(now)).isZero();
        assertThat(backlog.labels().count()).isZero();
    }
}
