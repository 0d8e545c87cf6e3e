package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.caravanserai.config.Settings;
import io.caravanserai.kafka.TestBroker;
import io.caravanserai.store.TestStore;
import io.caravanserai.store.TestStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one store whose clocks are two hours apart: each would hurry or wait by what the other had written. */
class ClocksApartTest {
    private static final Path FAKETIME = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");
    private static final Map<String, String> TWO_HOURS_BEHIND = Map.of(
            "LD_PRELOAD",
            FAKETIME.toString(),
            "FAKETIME",
            "-2h",
            "FAKETIME_DONT_FAKE_MONOTONIC",
            "1",
            // else every wait of a JVM ends at once
            "FAKETIME_FORCE_MONOTONIC_FIX",
            "0",
            "NO_FAKE_STAT",
            "1");

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final int MESSAGES = 8;

    @TempDir
    Path folder = Path.of("unset");

    @Tag("slow")
    @Test
    void neitherHurriesNorWaits() throws Exception {
        assumeTrue(Files.exists(FAKETIME), "skipped: no libfaketime");
        Map<String, List<Long>> calls = new ConcurrentHashMap<>();
        try (TestStore store = TestStores.postgresql()) {
            Map<String, String> shared = shared(store);
            // Given both nodes and an endpoint that fails at first
            try (HubProcess right = node("right", shared, Map.of());
                    HubProcess wrong = node("wrong", shared, TWO_HOURS_BEHIND);
                    TestCustomer customer = right.customer()) {
                customer.sink().answer((message, response) -> {
                    List<Long> of = calls.computeIfAbsent(message.id(), id -> new CopyOnWriteArrayList<>());
                    of.add(System.nanoTime());
                    response.setStatusCode(of.size() == 1 ? 503 : 204).end();
                });

                // When carriers call both
                for (int i = 0; i < MESSAGES; i++) {
                    customer.track("sandbox", "N" + i);
                    assertThat((i % 2 == 0 ? right : wrong).sandboxEvent("N" + i))
                            .isEqualTo(200);
                }
                await().atMost(PATIENCE)
                        .until(() -> calls.size() == MESSAGES
                                && calls.values().stream().allMatch(of -> of.size() == 2));

                // Then each message is tried again when it is due, and the node says what is wrong
                assertThat(calls.values())
                        .extracting(of -> Duration.ofNanos(of.get(1) - of.get(0)))
                        .allSatisfy(wait -> assertThat(wait).isBetween(RETRY.dividedBy(2), RETRY.multipliedBy(6)));
                assertThat(wrong.output()).contains("this machine's clock is not that of the database");
                assertThat(right.output()).doesNotContain("this machine's clock");
            }
        }
    }

    private HubProcess node(String name, Map<String, String> shared, Map<String, String> own) throws Exception {
        Map<String, String> settings = new HashMap<>(shared);
        settings.put("HUB_NODE", name);
        settings.putAll(own);
        return HubProcess.start(Files.createDirectory(folder.resolve(name)), settings);
    }

    private static Map<String, String> shared(TestStore store) {
        Map<String, String> settings = new HashMap<>();
        store.settings().forEach((key, value) -> settings.put(Settings.environmentName(key), value));
        settings.remove("HUB_DATA_DIR");
        settings.put("HUB_KAFKA_BROKERS", TestBroker.bootstrap());
        settings.put("HUB_KAFKA_TOPIC_PREFIX", TestBroker.freshTopics().topicPrefix());
        settings.put("HUB_WEBHOOK_RETRY_SCHEDULE", RETRY.toSeconds() + "s," + RETRY.toSeconds() + "s");
        return settings;
    }
}
