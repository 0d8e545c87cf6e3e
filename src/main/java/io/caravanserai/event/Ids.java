package io.caravanserai.event;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Ids of everything the hub makes: unique, ordered by time (UUID version 7, RFC 9562), made without a lock. */
public final class Ids {
    private Ids() {}

    public static String next(long epochMillis) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (epochMillis << 16) | 0x7000L | random.nextLong(0x1000);
        long low = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }
}
