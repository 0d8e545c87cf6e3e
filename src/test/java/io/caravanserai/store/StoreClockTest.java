package io.caravanserai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nodes go by the time of their database, whatever their own clocks say. */
class StoreClockTest {
    private static final long SECONDS = 20_000;
    private static final Duration TWO_HOURS = Duration.ofHours(2);

    @Test
    void aNodeWhoseClockIsBehindGoesByTheDatabase() {
        try (TestStore store = TestStores.postgresql();
                Database node = store.another(store.settingsByTime(TWO_HOURS))) {
            assertThat(node.clock().millis())
                    .isCloseTo(System.currentTimeMillis() + TWO_HOURS.toMillis(), within(SECONDS));
            assertThat(store.database().clock().millis()).isCloseTo(System.currentTimeMillis(), within(SECONDS));
        }
    }

    @Test
    void aDatabaseWhoseClockIsPutIsFollowed() {
        try (TestStore store = TestStores.postgresql();
                Pool pool = pool(store.settingsByTime(TWO_HOURS));
                StoreClock clock = StoreClock.start(pool)) {
            store.settingsByTime(TWO_HOURS.negated());

            clock.refresh();

            assertThat(clock.millis()).isCloseTo(System.currentTimeMillis() - TWO_HOURS.toMillis(), within(SECONDS));
        }
    }

    @Test
    void timeGoesOnWhileTheDatabaseIsAway() {
        try (TestStore store = TestStores.postgresql();
                Pool pool = pool(store.settings());
                StoreClock clock = StoreClock.start(pool)) {
            long before = clock.millis();
            pool.close();

            clock.refresh();

            assertThat(clock.millis()).isGreaterThan(before).isCloseTo(System.currentTimeMillis(), within(SECONDS));
        }
    }

    @Test
    void aStoreOfOneNodeGoesByTheClockOfThatNode() {
        try (TestStore store = TestStores.sqlite()) {
            assertThat(store.database().clock().millis()).isCloseTo(System.currentTimeMillis(), within(SECONDS));
        }
    }

    private static Pool pool(Map<String, String> settings) {
        HubConfig.Store config = HubConfig.from(Settings.of(settings)).store();
        return Pool.postgres(config, config.url().orElseThrow());
    }
}
