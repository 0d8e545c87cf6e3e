package io.caravanserai.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** The time of day, which a test may move forward instead of waiting. */
final class TestClock extends Clock {
    private final AtomicLong ahead = new AtomicLong();

    void advance(Duration step) {
        ahead.addAndGet(step.toMillis());
    }

    @Override
    public Instant instant() {
        return Instant.now().plusMillis(ahead.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
