package io.caravanserai.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UploadPaceTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final UploadPace pace = new UploadPace(10);

    private long last(String mailbox, int uploads, long now) {
        long wait = 0;
        for (int i = 0; i < uploads; i++) {
            wait = pace.wait(mailbox, now);
        }
        return wait;
    }

    @Test
    void twoSecondsWorthComesAtOnceAndTheRestWaits() {
        assertThat(last("acme", 21, 5 * SECOND)).isNotPositive();
        assertThat(last("acme", 5, 5 * SECOND)).isEqualTo(SECOND / 2);
        assertThat(last("other", 1, 5 * SECOND)).as("each for itself").isNotPositive();
    }

    @Test
    void whatIsNotUsedAddsUpNoFurther() {
        last("acme", 1, 5 * SECOND);
        assertThat(last("acme", 21, 500 * SECOND)).isNotPositive();
        assertThat(last("acme", 1, 500 * SECOND)).isEqualTo(SECOND / 10);
    }
}
