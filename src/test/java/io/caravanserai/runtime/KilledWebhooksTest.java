package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.testkit.WebhookSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that is killed while carriers call and customers are told: what was answered 2xx arrives, little of it twice. */
class KilledWebhooksTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int IN_FLIGHT = 8;

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void aKillLosesNothingAndRepeatsNoMoreThanWasInFlight() throws Exception {
        killed(1, 300, new Random().nextLong());
    }

    @Tag("slow")
    @Test
    void twentyKillsLoseNothingAndRepeatNoMoreThanWasInFlight() throws Exception {
        killed(20, 10_000, new Random().nextLong());
    }

    private void killed(int kills, int events, long seed) throws Exception {
        String how = "seed " + seed;
        Random random = new Random(seed);
        List<Integer> toldBefore = new ArrayList<>();
        Map<String, String> settings = Map.of(
                "HUB_KAFKA_FLUSH",
                "os",
                "HUB_API_RATE",
                "100000",
                "HUB_WEBHOOK_MAX_IN_FLIGHT",
                String.valueOf(IN_FLIGHT));
        try (HubProcess hub = HubProcess.start(folder, settings);
                TestCustomer customer = hub.customer();
                EventLoad load = new EventLoad(hub::call, events, 50)) {
            load.track(customer);
            load.begin();
            for (int kill = 0; kill < kills; kill++) {
                // right after a 2xx, or after a webhook
                int accepted = events * kill / kills + random.nextInt(events / kills);
                int told = customer.sink().received().size() + random.nextInt(events / kills / 2);
                boolean in = random.nextBoolean();
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> (in
                                        ? load.acceptedSoFar() >= accepted
                                        : customer.sink().received().size() >= told)
                                || load.isOver());
                hub.kill();
                toldBefore.add(customer.sink().received().size());
                hub.restart();
            }

            await().atMost(PATIENCE).until(load::isOver);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .untilAsserted(
                            () -> assertThat(load.missing(customer)).as(how).isEmpty());
            assertThat(customer.told()).as(how).hasSizeGreaterThanOrEqualTo(events);
            assertRepeats(customer.sink().received(), toldBefore, how);
        }
    }

    /** Between two kills nothing is repeated, and after each no more than was in flight. */
    private static void assertRepeats(List<WebhookSink.Received> received, List<Integer> toldBefore, String how) {
        Set<String> before = new HashSet<>();
        int begin = 0;
        List<Integer> ends = new ArrayList<>(toldBefore);
        ends.add(received.size());
        for (int end : ends) {
            List<String> ids = received.subList(begin, end).stream()
                    .map(WebhookSink.Received::id)
                    .toList();
            assertThat(ids).as("without a kill, %s", how).doesNotHaveDuplicates();
            assertThat(ids.stream().filter(before::contains))
                    .as("repeated after a kill, %s", how)
                    .hasSizeLessThanOrEqualTo(IN_FLIGHT);
            before.addAll(ids);
            begin = end;
        }
    }
}
