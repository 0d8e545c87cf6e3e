package io.caravanserai.behaviour;

import static io.caravanserai.behaviour.BehaviourFixture.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.caravanserai.store.Database;
import io.caravanserai.store.TestStore;
import io.caravanserai.store.TestStores;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * However many first events of a session come at once, exactly one profile results. {@code -Dsessions=N} tries another
 * number of sessions.
 */
class FirstEventsTest {
    private static final int TRIALS = Integer.getInteger("sessions", 100);
    private static final int AT_ONCE = 10;

    @Test
    void onSqlite() throws Exception {
        try (TestStore store = TestStores.sqlite()) {
            run(List.of(store.database()));
        }
    }

    @Test
    void onTwoNodesOverPostgresql() throws Exception {
        try (TestStore store = TestStores.postgresql();
                Database other = Database.open(
                        HubConfig.from(Settings.of(store.settings())).store(), store.folder())) {
            run(List.of(store.database(), other));
        }
    }

    private static void run(List<Database> nodes) throws Exception {
        List<BehaviourFixture> hubs = nodes.stream().map(BehaviourFixture::new).toList();
        ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (int trial = 0; trial < TRIALS; trial++) {
                String session = "session-" + trial;
                CountDownLatch start = new CountDownLatch(1);
                List<Future<BehaviourStore.Kept>> answers = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    BehaviourFixture hub = hubs.get(i % hubs.size());
                    answers.add(callers.submit(() -> {
                        start.await();
                        return hub.send(SHOP, session, null);
                    }));
                }
                start.countDown();
                Set<String> profiles = new HashSet<>();
                for (Future<BehaviourStore.Kept> answer : answers) {
                    profiles.add(answer.get().profileId().orElseThrow());
                }
                assertThat(profiles).as(session).hasSize(1);
            }
        } finally {
            callers.shutdown();
        }
        BehaviourFixture hub = hubs.get(0);
        assertThat(hub.count("profile")).isEqualTo(TRIALS);
        assertThat(hub.count("behaviour_session")).isEqualTo(TRIALS);
        assertThat(hub.count("behaviour_event"))
                .as("those of the hub once each")
                .isEqualTo(TRIALS * (AT_ONCE + 3L));
    }
}
