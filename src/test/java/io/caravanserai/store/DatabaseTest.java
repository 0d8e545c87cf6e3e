package io.caravanserai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Transactions of the store on both databases. */
class DatabaseTest {
    private static final String INSERT = "INSERT INTO account (account_number, name, created_at) VALUES (?,?,0)";

    @OnBothStores
    void concurrentWritesAreAllKept(TestStore store) {
        Database database = store.database();

        List<CompletableFuture<Integer>> writes = IntStream.range(0, 1_000)
                .mapToObj(i -> database.writeAsync(connection -> Sql.update(connection, INSERT, "A" + i, "Acme")))
                .toList();
        writes.forEach(CompletableFuture::join);

        assertThat(accounts(store.reopen())).isEqualTo(1_000);
    }

    @OnBothStores
    void workThatFailsRollsBackAlone(TestStore store) {
        Database database = store.database();
        List<CompletableFuture<Integer>> writes = new ArrayList<>();

        for (int i = 0; i < 100; i++) {
            String number = "A" + i;
            boolean bad = i % 10 == 0;
            writes.add(database.writeAsync(connection -> {
                int rows = Sql.update(connection, INSERT, number, "Acme");
                return bad ? Sql.update(connection, INSERT, number, "the same number again") : rows;
            }));
        }

        for (int i = 0; i < 100; i++) {
            CompletableFuture<Integer> write = writes.get(i);
            if (i % 10 == 0) {
                assertThatThrownBy(write::join).hasCauseInstanceOf(StoreException.class);
            } else {
                assertThat(write.join()).isEqualTo(1);
            }
        }
        assertThat(accounts(database)).isEqualTo(90);
    }

    @OnBothStores
    void whatTheWorkThrowsReachesTheCallerAndNothingIsKept(TestStore store) {
        Database database = store.database();

        assertThatThrownBy(() -> database.write(connection -> {
                    Sql.update(connection, INSERT, "A1", "Acme");
                    throw new IllegalArgumentException("no such carrier");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no such carrier");

        assertThat(accounts(database)).isZero();
    }

    static long accounts(Database database) {
        return database.read(connection -> Sql.number(connection, "SELECT COUNT(*) FROM account"));
    }
}
