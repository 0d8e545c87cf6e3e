package io.caravanserai.delivery;

import java.time.Duration;

/**
 * Spares an endpoint that is down, and the hub, by pausing the lane: after {@value #THRESHOLD} failures in a row it
 * waits, longer each time, and then sends one message alone until one is taken. Not thread-safe; its lane guards it.
 */
final class Circuit {
    static final int THRESHOLD = 10;
    static final Duration SHORTEST_PAUSE = Duration.ofSeconds(5);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    /** A single answer's Retry-After does not silence a lane for longer. */
    static final Duration LONGEST_ASKED_PAUSE = Duration.ofMinutes(5);

    private int failures;
    private int pauses;
    private long closedUntil;

    void succeeded() {
        failures = 0;
        pauses = 0;
    }

    /** Nothing is known of the endpoint. */
    void reset() {
        succeeded();
        closedUntil = 0;
    }

    void failed(long now) {
        failures++;
        if (failures >= THRESHOLD && now >= closedUntil) {
            long pause = SHORTEST_PAUSE.toMillis() << Math.min(pauses++, 10);
            closedUntil = now + Math.min(pause, LONGEST_PAUSE.toMillis());
        }
    }

    void pause(long now, Duration wanted) {
        long pause = Math.min(wanted.toMillis(), LONGEST_ASKED_PAUSE.toMillis());
        closedUntil = Math.max(closedUntil, now + pause);
    }

    /** How long nothing may be sent, 0 when something may. */
    long waitMillis(long now) {
        long wait = closedUntil - now;
        // longer than any pause: told before the clock was put back
        return wait > LONGEST_ASKED_PAUSE.toMillis() ? 0 : Math.max(0, wait);
    }

    /** How many calls may be open. */
    int allowed(int cap) {
        return failures >= THRESHOLD ? 1 : cap;
    }

    boolean healthy(long now) {
        return failures < THRESHOLD && waitMillis(now) == 0;
    }
}
