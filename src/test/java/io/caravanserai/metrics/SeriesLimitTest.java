package io.caravanserai.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class SeriesLimitTest {
    @Test
    void routesBeyondTheBoundAreNotCounted() {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        SeriesLimit.on(metrics);

        for (int i = 0; i < SeriesLimit.ROUTES + 500; i++) {
            metrics.counter("camel.exchanges.total", "routeId", "route-" + i).increment();
            metrics.counter("hub.harmonize.messages").increment();
        }

        assertThat(metrics.getMeters()).hasSize(SeriesLimit.ROUTES + 1);
    }
}
