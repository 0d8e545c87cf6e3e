package io.caravanserai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.caravanserai.testkit.TcpProxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Nodes that stop or are cut off from PostgreSQL in the middle of a transaction. */
class StoppedNodesTest {
    private static final String INSERT = "INSERT INTO account (account_number, name, created_at) VALUES (?,?,0)";
    private static final String RENAME = "UPDATE account SET name = ? WHERE account_number = 'A1'";

    private final CountDownLatch locked = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @Test
    void oneThatIsStoppedLosesItsLocksAndItsTransaction() throws Exception {
        try (TestStore store = TestStores.postgresql();
                Database others = store.another()) {
            Database node = store.database();
            node.write(connection -> Sql.update(connection, INSERT, "A1", "nobody"));
            CompletableFuture<Integer> stopped = node.writeAsync(this::renameSlowly);
            locked.await();

            CompletableFuture<Integer> next = others.writeAsync(connection -> rename(connection, "the next"));

            assertThat(next.get(2, TimeUnit.MINUTES)).isEqualTo(1);
            goOn.countDown();
            assertThatThrownBy(stopped::join).hasCauseInstanceOf(StoreException.class);
            assertThat(name(others)).isEqualTo("the next");
            assertThat(name(node)).as("by a connection that is whole").isEqualTo("the next");
        }
    }

    @Test
    void oneThatIsCutOffHoldsNobodyUpAndGoesOnWhenTheNetworkIsBack() throws Exception {
        try (TestStore store = TestStores.postgresql();
                TcpProxy network = store.network();
                Database node = store.another(network)) {
            Database others = store.database();
            others.write(connection -> Sql.update(connection, INSERT, "A1", "nobody"));
            CompletableFuture<Integer> cutOff = node.writeAsync(this::renameSlowly);
            locked.await();

            network.swallow(true);
            goOn.countDown();
            CompletableFuture<Integer> next = others.writeAsync(connection -> rename(connection, "the next"));

            assertThat(next.get(2, TimeUnit.MINUTES)).isEqualTo(1);
            assertThatThrownBy(() -> cutOff.get(2, TimeUnit.MINUTES)).hasCauseInstanceOf(StoreException.class);
            network.swallow(false);
            await().atMost(Duration.ofMinutes(2))
                    .ignoreException(StoreException.class)
                    .until(() -> node.write(connection -> rename(connection, "the node again")) == 1);
            assertThat(name(others)).isEqualTo("the node again");
        }
    }

    @Test
    void aBatchWhoseConnectionIsLostFailsAsOtherWorkDoes() throws Exception {
        try (TestStore store = TestStores.postgresql();
                TcpProxy network = store.network();
                Database node = store.another(network)) {
            // Given a batch that waits for a row of somebody else
            store.database().write(connection -> Sql.update(connection, INSERT, "A1", "nobody"));
            CompletableFuture<Integer> other = store.database().writeAsync(this::renameSlowly);
            locked.await();
            CompletableFuture<Integer> batch = node.writeAsync(connection ->
                    Sql.batch(connection, RENAME, List.of(new Object[] {"a batch"}, new Object[] {"goes on"})));
            await().atMost(Duration.ofMinutes(2)).until(() -> waiting(store.database()) == 1);

            // When its connection ends
            network.breakAll();

            // Then it is told by what every caller expects, and the node goes on
            assertThatThrownBy(() -> batch.get(2, TimeUnit.MINUTES)).hasCauseInstanceOf(StoreException.class);
            goOn.countDown();
            assertThat(other.get(2, TimeUnit.MINUTES)).isEqualTo(1);
            await().atMost(Duration.ofMinutes(2))
                    .ignoreException(StoreException.class)
                    .until(() -> node.write(connection -> rename(connection, "the node again")) == 1);
        }
    }

    private static long waiting(Database database) {
        return database.read(connection -> Sql.number(
                connection, "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'"));
    }

    private int renameSlowly(Connection connection) throws SQLException {
        rename(connection, "one that stopped");
        locked.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return rename(connection, "one that went on");
    }

    /** Under a lock of a key as well as of the row. */
    private static int rename(Connection connection, String name) throws SQLException {
        KeyLocks.take(connection, Dialect.POSTGRESQL, List.of("A1"));
        return Sql.update(connection, RENAME, name);
    }

    private static String name(Database database) {
        return database.read(connection -> Sql.first(
                        connection, "SELECT name FROM account WHERE account_number = 'A1'", row -> row.getString(1)))
                .orElseThrow();
    }

    /** The test's server is told otherwise, which spares it waits. */
    @Test
    void whatIsAcknowledgedIsDurableWhateverTheServerIsTold() throws Exception {
        try (TestStore store = TestStores.postgresql();
                Connection other = DriverManager.getConnection(
                        store.settings().get("hub.db.url"), store.settings().get("hub.db.user"), null)) {
            String usual = synchronousCommit(other);

            String hub = store.database().write(StoppedNodesTest::synchronousCommit);

            assertThat(usual).isEqualTo("off");
            assertThat(hub).isEqualTo("on");
        }
    }

    private static String synchronousCommit(Connection connection) throws SQLException {
        return Sql.first(connection, "SHOW synchronous_commit", row -> row.getString(1))
                .orElseThrow();
    }

    @Test
    void workThatMayTakeLongIsGivenTheTimeAndOtherWorkIsNot() {
        try (TestStore store = TestStores.postgresql()) {
            Database database = store.database();

            int patiently = database.writePatiently(Connection::getNetworkTimeout);

            assertThat(patiently).isGreaterThanOrEqualTo((int) TimeUnit.MINUTES.toMillis(10));
            for (int i = 0; i < 10; i++) {
                assertThat(database.write(Connection::getNetworkTimeout)).isEqualTo(30_000);
            }
        }
    }

    @Test
    void aMigrationThatTakesLongIsNotCutOff() throws Exception {
        try (TestStore store = TestStores.postgresql();
                Connection builder = DriverManager.getConnection(
                        store.settings().get("hub.db.url"), store.settings().get("hub.db.user"), null)) {
            // Given an empty database, and a table in the making that the first migration makes too and waits for
            Sql.update(builder, "DROP SCHEMA public CASCADE");
            Sql.update(builder, "CREATE SCHEMA public");
            builder.setAutoCommit(false);
            Sql.update(builder, "CREATE TABLE account (a INT)");

            CompletableFuture<Database> opening = CompletableFuture.supplyAsync(store::another);
            Sql.first(builder, "SELECT pg_sleep(20)", row -> 1);
            assertThat(opening).isNotDone();
            builder.rollback();

            try (Database opened = opening.get(2, TimeUnit.MINUTES)) {
                assertThat(DatabaseTest.accounts(opened)).isZero();
            }
        }
    }
}
