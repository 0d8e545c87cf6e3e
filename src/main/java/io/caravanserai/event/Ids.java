package io.caravanserai.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Ids of everything the hub makes, by RFC 9562. */
public final class Ids {
    private Ids() {}

    /** A new id: unique, ordered by time (UUID version 7), made without a lock. */
    public static String next(long epochMillis) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (epochMillis << 16) | 0x7000L | random.nextLong(0x1000);
        long low = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    /** The id that follows from a name (UUID version 5), the same wherever and whenever it is made. */
    public static String named(UUID namespace, String name) {
        ByteBuffer space = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(namespace.getMostSignificantBits())
                .putLong(namespace.getLeastSignificantBits());
        MessageDigest sha1 = sha1();
        sha1.update(space.array());
        return ofHash(ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8))));
    }

    /**
     * The id of a name by the hash of namespace and name.
     *
     * @param sha1 of the bytes of both (RFC 9562, section 5.5)
     */
    public static String ofHash(ByteBuffer sha1) {
        long high = (sha1.getLong(0) & 0xFFFFFFFFFFFF0FFFL) | 0x5000L;
        long low = (sha1.getLong(Long.BYTES) & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    /** What {@link #ofHash} wants the bytes hashed with. */
    public static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
