package io.caravanserai.http;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLongArray;

/** How many answers the public port has given, by the first digit of their status. */
final class AnswerCounts {
    private static final int CLASSES = 6;

    private final AtomicLongArray counts = new AtomicLongArray(CLASSES);

    void count(int status) {
        counts.incrementAndGet(Math.min(CLASSES - 1, Math.max(1, status / 100)));
    }

    void bindTo(MeterRegistry metrics) {
        for (int i = 1; i < CLASSES; i++) {
            int digit = i;
            FunctionCounter.builder("hub.http.answers", counts, all -> all.get(digit))
                    .description("Answers of the public port.")
                    .tag("status", digit + "xx")
                    .register(metrics);
        }
    }
}
