package io.caravanserai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many things that one node at a time may do. */
class LeasesTest {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofMinutes(10);

    private final TestStore store = TestStores.postgresql();
    private final Database other = store.another();

    @AfterEach
    void close() {
        other.close();
        store.close();
    }

    private Leases here(Duration term) {
        return new Leases(store.database(), "lane ", "a", term);
    }

    private Leases there() {
        return new Leases(other, "lane ", "b", LONG);
    }

    private boolean mayWrite(Leases leases, String resource, long fence) {
        return store.database().write(connection -> leases.fence(connection, Map.of(resource, fence))
                .contains(resource));
    }

    @Test
    void whoWasAwayTooLongKnowsItWithoutTheDatabaseAndWritesNothing() {
        Leases slow = here(SHORT);
        long fence = slow.hold("one").orElseThrow();
        assertThat(mayWrite(slow, "one", fence)).isTrue();

        await().until(() -> there().hold("one").isPresent());

        assertThat(slow.has("one", fence)).isFalse();
        assertThat(mayWrite(slow, "one", fence)).isFalse();
        assertThat(slow.hold("one")).isEmpty();
    }

    @Test
    void whoTakesItAgainHasNoMoreTheRightsOfBefore() {
        Leases here = here(SHORT);
        long fence = here.hold("one").orElseThrow();
        Leases there = there();
        await().until(() -> there.hold("one").isPresent());
        there.giveBack("one");

        long again = here.hold("one").orElseThrow();

        assertThat(here.has("one", fence)).isFalse();
        assertThat(mayWrite(here, "one", fence)).isFalse();
        assertThat(mayWrite(here, "one", again)).isTrue();
    }

    @Test
    void whatIsRenewedIsKeptAndWhatIsNotNeededAnyMoreIsFree() {
        Leases here = here(LONG);
        long needed = here.hold("needed").orElseThrow();
        long done = here.hold("done").orElseThrow();

        here.renew("needed"::equals);

        assertThat(here.has("needed", needed)).isTrue();
        assertThat(here.has("done", done)).isFalse();
        assertThat(there().hold("needed")).isEmpty();
        assertThat(there().hold("done")).isPresent();
    }

    @Test
    void whatWasLostIsNotRenewed() {
        Leases slow = here(SHORT);
        long fence = slow.hold("one").orElseThrow();
        await().until(() -> there().hold("one").isPresent());

        slow.renew(any -> true);

        assertThat(slow.has("one", fence)).isFalse();
        assertThat(mayWrite(slow, "one", fence)).isFalse();
        assertThat(there().hold("one")).isPresent();
    }

    @Test
    void whatSeemsHeldForLongIsFreeSinceTheClockWasPutBack() {
        store.database()
                .write(connection -> Sql.update(
                        connection,
                        "INSERT INTO lease (resource, owner, leased_until) VALUES ('lane one', 'gone', ? + "
                                + Dialect.POSTGRESQL.now() + ")",
                        Duration.ofHours(2).toMillis()));

        assertThat(here(LONG).hold("one")).isPresent();
    }
}
