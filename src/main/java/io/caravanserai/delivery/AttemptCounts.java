package io.caravanserai.delivery;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** How many attempts of webhooks this node has made, by what came of them. */
final class AttemptCounts {
    private final Map<String, AtomicLong> counts = Map.of(
            "delivered", new AtomicLong(),
            "retry", new AtomicLong(),
            "dead", new AtomicLong(),
            "gone", new AtomicLong(),
            "unwanted", new AtomicLong());

    void count(Outcome outcome) {
        AtomicLong count = counts.get(word(outcome));
        if (count != null) {
            count.incrementAndGet();
        }
    }

    void bindTo(MeterRegistry metrics) {
        counts.forEach((outcome, count) -> FunctionCounter.builder("hub.webhook.attempts", count, AtomicLong::get)
                .description("Attempts of webhooks, by what came of them.")
                .tag("outcome", outcome)
                .register(metrics));
    }

    private static String word(Outcome outcome) {
        return outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
