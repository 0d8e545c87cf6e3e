package io.caravanserai.harmonize;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Ids that two copies of one event share: name-based UUIDs (RFC 9562, version 5). */
final class EventId {
    private static final UUID NAMESPACE = UUID.fromString("5a0f6a52-3b0e-4d2b-9c55-0d8f1f6c7e41");

    /** Has taken in the namespace; copied for each id, which is cheaper than asking for a digest each time. */
    private static final MessageDigest PREPARED = prepare();

    private EventId() {}

    static String of(String name) {
        ByteBuffer hash = ByteBuffer.wrap(copy().digest(name.getBytes(StandardCharsets.UTF_8)));
        long high = (hash.getLong() & 0xFFFFFFFFFFFF0FFFL) | 0x5000L;
        long low = (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    private static MessageDigest copy() {
        try {
            return (MessageDigest) PREPARED.clone();
        } catch (CloneNotSupportedException e) {
            return prepare();
        }
    }

    private static MessageDigest prepare() {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(ByteBuffer.allocate(16)
                    .putLong(NAMESPACE.getMostSignificantBits())
                    .putLong(NAMESPACE.getLeastSignificantBits())
                    .flip());
            return sha1;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
