package io.caravanserai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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
    void twoProcessesThatReadBeforeTheyWriteTakeTurns(TestStore store) {
        Database mine = store.database();
        try (Database other = store.another()) {
            List<CompletableFuture<Integer>> writes = IntStream.range(0, 1_000)
                    .mapToObj(i -> (i % 2 == 0 ? mine : other).writeAsync(connection -> {
                        Sql.number(connection, "SELECT COUNT(*) FROM account");
                        return Sql.update(connection, INSERT, "A" + i, "Acme");
                    }))
                    .toList();
            writes.forEach(CompletableFuture::join);

            assertThat(accounts(mine)).isEqualTo(1_000);
        }
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

    @OnBothStores
    void closeFinishesWhatWasAskedForAndRefusesTheRest(TestStore store) {
        Database database = store.database();
        List<CompletableFuture<Integer>> writes = IntStream.range(0, 500)
                .mapToObj(i -> database.writeAsync(connection -> Sql.update(connection, INSERT, "A" + i, "Acme")))
                .toList();

        database.close();

        assertThat(writes).allMatch(CompletableFuture::isDone).noneMatch(CompletableFuture::isCompletedExceptionally);
        assertThatThrownBy(() -> database.write(connection -> Sql.update(connection, INSERT, "late", "Acme")))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> database.writeAsync(connection -> Sql.update(connection, INSERT, "late", "Acme"))
                        .join())
                .hasCauseInstanceOf(StoreException.class);
        assertThat(accounts(store.reopen())).isEqualTo(500);
    }

    @OnBothStores
    void aKilledProcessHasKeptWhatItAcknowledged(TestStore store) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName()));
        store.settings().forEach((key, value) -> command.add(key + "=" + value));
        store.database().close();
        Path output = store.folder().resolve("acknowledged.txt");
        Process writer = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();

        await().atMost(Duration.ofMinutes(2)).until(() -> completeLines(output).size() >= 400);
        writer.destroyForcibly().waitFor();

        List<String> acknowledged = completeLines(output);
        List<String> kept = store.reopen()
                .read(connection ->
                        Sql.list(connection, "SELECT account_number FROM account", row -> row.getString(1)));
        assertThat(kept).containsAll(acknowledged);
    }

    /** The last line may have been cut by the kill. */
    private static List<String> completeLines(Path file) throws IOException {
        String text = Files.readString(file);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    @Test
    void transactionsThatBlockEachOtherAreRepeated() {
        try (TestStore store = TestStores.postgresql()) {
            Database database = store.database();
            database.write(connection -> Sql.update(connection, INSERT, "A1", "0"));
            database.write(connection -> Sql.update(connection, INSERT, "A2", "0"));
            CountDownLatch bothHoldOne = new CountDownLatch(2);

            CompletableFuture<Integer> forth = database.writeAsync(c -> incrementBoth(c, "A1", "A2", bothHoldOne));
            CompletableFuture<Integer> back = database.writeAsync(c -> incrementBoth(c, "A2", "A1", bothHoldOne));
            CompletableFuture.allOf(forth, back).join();

            List<String> names = database.read(
                    connection -> Sql.list(connection, "SELECT name FROM account", row -> row.getString(1)));
            assertThat(names).containsExactly("2", "2");
        }
    }

    private static int incrementBoth(Connection connection, String first, String second, CountDownLatch latch)
            throws SQLException {
        increment(connection, first);
        latch.countDown();
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return increment(connection, second);
    }

    private static int increment(Connection connection, String number) throws SQLException {
        return Sql.update(
                connection,
                "UPDATE account SET name = CAST(CAST(name AS INTEGER) + 1 AS TEXT) WHERE account_number = ?",
                number);
    }

    @OnBothStores
    void faultsOfDataAreToldFromFaultsOfTheDatabase(TestStore store) {
        Database database = store.database();
        database.write(connection -> Sql.update(connection, INSERT, "A1", "Acme"));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> database.write(connection -> Sql.update(connection, INSERT, "A1", "Acme")))
                .matches(StoreException::isDataFault);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> database.write(connection -> Sql.update(connection, "UPDATE nothing SET a = 1")))
                .matches(e -> !e.isDataFault());
    }

    @OnBothStores
    void manyValuesAreLookedUpInPortions(TestStore store) {
        Database database = store.database();
        List<String> numbers = IntStream.range(0, 1_300).mapToObj(i -> "A" + i).toList();
        List<Object[]> rows =
                numbers.stream().map(n -> new Object[] {n, "Acme"}).toList();
        database.write(connection -> Sql.batch(connection, INSERT, rows));

        List<String> found = database.read(connection -> Sql.listIn(
                connection,
                "SELECT account_number FROM account WHERE name = ? AND account_number IN",
                row -> row.getString(1),
                numbers,
                "Acme"));

        assertThat(found).containsExactlyInAnyOrderElementsOf(numbers);
    }

    @Test
    void aTransactionThatWaitsForAnotherIsRefused() {
        try (TestStore store = TestStores.sqlite()) {
            Database database = store.database();

            assertThatThrownBy(() ->
                            database.write(outer -> database.write(inner -> Sql.update(inner, INSERT, "A1", "Acme"))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("may not begin another");
        }
    }

    static long accounts(Database database) {
        return database.read(connection -> Sql.number(connection, "SELECT COUNT(*) FROM account"));
    }
}
