package io.caravanserai.label.convert;

import java.time.Duration;

/** Until when a document must be converted: one may be small and yet draw for ever. */
final class Deadline {
    private final Duration limit;
    private final long until;

    /** Says that it has passed; no exception that libraries handle as damage of the file. */
    static final class Passed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Passed(Duration limit) {
            super("it takes more than " + limit.toSeconds() + " s to draw; ask the carrier for a simpler one");
        }
    }

    private Deadline(Duration limit) {
        this.limit = limit;
        this.until = System.nanoTime() + limit.toNanos();
    }

    static Deadline in(Duration limit) {
        return new Deadline(limit);
    }

    /** @throws Passed when it has */
    void check() {
        if (System.nanoTime() - until > 0) {
            throw new Passed(limit);
        }
    }
}
