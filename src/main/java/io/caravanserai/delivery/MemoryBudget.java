package io.caravanserai.delivery;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes of message bodies that all lanes together may hold. A lane that holds none always gets one. */
final class MemoryBudget {
    private final long limit;
    private final AtomicLong used = new AtomicLong();

    MemoryBudget(long limit) {
        this.limit = limit;
    }

    /**
     * @param first whether the lane holds nothing: without this, hanging endpoints could stop all others
     */
    boolean take(long bytes, boolean first) {
        if (used.addAndGet(bytes) <= limit || first) {
            return true;
        }
        release(bytes);
        return false;
    }

    void release(long bytes) {
        used.addAndGet(-bytes);
    }
}
