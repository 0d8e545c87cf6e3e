package io.caravanserai.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.caravanserai.store.Database;
import io.caravanserai.store.Dialect;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import io.caravanserai.store.TestStores;
import io.caravanserai.testkit.TcpProxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NodeNameTest {
    private final AtomicInteger lost = new AtomicInteger();

    @Test
    void aSecondNodeOfTheNameIsRefusedUntilTheFirstHasEnded() {
        try (TestStore store = TestStores.postgresql();
                Database other = store.another()) {
            NodeName first = claim(store.database(), "a");

            claim(other, "b").close();
            assertThatThrownBy(() -> claim(other, "a"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another node is called 'a'")
                    .hasMessageContaining("process " + ProcessHandle.current().pid() + "@")
                    .hasMessageContaining("set hub.node");

            first.close();
            claim(other, "a").close();
            assertThat(lost).hasValue(0);
        }
    }

    @Test
    void theNameOfAKilledNodeIsFreeSoon() {
        try (TestStore store = TestStores.postgresql()) {
            Database killed = store.another();
            NodeName first = claim(killed, "a");
            killed.close();

            try (NodeName second = claim(store.database(), "a")) {
                assertThat(second).isNotSameAs(first);
            }
        }
    }

    @Test
    void aNodeThatWasAwayForTooLongIsTold() {
        try (TestStore store = TestStores.postgresql();
                TcpProxy network = store.network();
                Database cutOff = store.another(network);
                NodeName first = claim(cutOff, "a")) {
            network.swallow(true);

            try (NodeName second = NodeName.claim(store.database(), "a", () -> lost.addAndGet(100))) {
                network.swallow(false);
                network.breakAll();

                await().atMost(Duration.ofMinutes(2)).until(() -> lost.get() > 0);
                assertThat(lost)
                        .as("only %s is told, and not %s", first, second)
                        .hasValue(1);
            }
        }
    }

    @Test
    void aNameThatSeemsTakenForLongIsFreeSinceTheClockWasPutBack() {
        try (TestStore store = TestStores.postgresql()) {
            store.database()
                    .write(connection -> Sql.update(
                            connection,
                            "INSERT INTO hub_node (name, incarnation, process, alive_until) VALUES ('a', 'x', '1@x', ? + "
                                    + Dialect.POSTGRESQL.now() + ")",
                            Duration.ofHours(2).toMillis()));

            claim(store.database(), "a").close();

            assertThat(lost).hasValue(0);
        }
    }

    @Test
    void aStoreOfOneProcessNeedsNone() {
        try (TestStore store = TestStores.sqlite();
                Database other = store.another();
                NodeName first = claim(store.database(), "a");
                NodeName second = claim(other, "a")) {
            assertThat(second).isNotSameAs(first);
        }
    }

    private NodeName claim(Database database, String name) {
        return NodeName.claim(database, name, lost::incrementAndGet);
    }
}
