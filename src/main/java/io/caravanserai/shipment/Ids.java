package io.caravanserai.shipment;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Ids that sort by time, so that new rows stay together in an index: UUID version 7 (RFC 9562, section 5.7). */
final class Ids {
    private Ids() {}

    static String next(long epochMillis) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (epochMillis << 16) | 0x7000L | random.nextLong(0x1000);
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
