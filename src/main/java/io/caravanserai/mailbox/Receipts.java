package io.caravanserai.mailbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.server.session.ServerSession;

/**
 * What a session has uploaded completely. Such a file is out of its reach at once, but many clients look at its size, or
 * set its time, after they have closed it, and would take its absence for a failure.
 */
final class Receipts {
    private static final int MOST = 1_000;
    private static final AttributeKey<Receipts> KEY = new AttributeKey<>();

    private final Map<Spot, Receipt> latest = new LinkedHashMap<>();

    /**
     * A file as it was uploaded.
     *
     * @param modified epoch milliseconds
     */
    record Receipt(long size, long modified) {}

    static Receipts of(ServerSession session) {
        return session.computeAttributeIfAbsent(KEY, key -> new Receipts());
    }

    synchronized void add(Spot spot, long size, long modified) {
        latest.remove(spot);
        latest.put(spot, new Receipt(size, modified));
        if (latest.size() > MOST) {
            latest.remove(latest.keySet().iterator().next());
        }
    }

    synchronized Optional<Receipt> find(Spot spot) {
        return Optional.ofNullable(latest.get(spot));
    }
}
