package io.caravanserai.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RefreshedTest {
    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void whatIsFreshIsNotReadAgain() {
        Refreshed<Integer> figure = new Refreshed<>(Duration.ofHours(1), reads::incrementAndGet);

        assertThat(figure.get()).contains(1);
        assertThat(figure.get()).contains(1);
    }

    @Test
    void whatCannotBeReadIsEmptyAndNotTriedAtEachCall() {
        Refreshed<Integer> figure = new Refreshed<>(Duration.ofHours(1), () -> {
            reads.incrementAndGet();
            throw new IllegalStateException("away");
        });

        assertThat(figure.get()).isEmpty();
        assertThat(figure.get()).isEmpty();
        assertThat(reads).hasValue(1);
    }
}
