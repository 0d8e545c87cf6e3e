package io.caravanserai.delivery;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The lanes that have something to do. One that ends is forgotten, so there are never more than subscriptions. */
public final class LaneDispatcher {
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private volatile Lane.@Nullable Shared shared;

    LaneDispatcher() {}

    void open(Lane.Shared parts) {
        shared = parts;
    }

    /**
     * Tells lanes that something may be due for them; at once when called after the messages are durable. Waking
     * without need, or not at all, does no harm: the lane reads the store, and the sweeper wakes it too.
     *
     * @param subscriptionIds keys of the topic customer.notifications
     */
    public void wake(Collection<String> subscriptionIds) {
        subscriptionIds.forEach(this::wake);
    }

    private void wake(String subscriptionId) {
        Lane.Shared parts = shared;
        if (parts != null) {
            // marked inside the map's lock, so that a lane found here is not forgotten before it looks
            Lane lane = lanes.compute(subscriptionId, (id, found) -> {
                Lane awake = found == null ? new Lane(id, parts) : found;
                awake.mark();
                return awake;
            });
            lane.proceed();
        }
    }

    /** A subscription has changed: nothing that was read for it before is sent. */
    public void reload(String subscriptionId) {
        Lane lane = lanes.get(subscriptionId);
        if (lane != null) {
            lane.reload();
        }
    }

    void settled(Settled result) {
        Lane lane = lanes.get(result.subscriptionId());
        if (lane != null) {
            lane.settled(result.deliveryId());
        }
    }

    void forgetIfIdle(Lane lane) {
        lanes.computeIfPresent(lane.id(), (id, found) -> found.isIdle() ? null : found);
    }

    boolean isActive(String subscriptionId) {
        return lanes.containsKey(subscriptionId);
    }

    /** No lane begins another call. */
    void close() {
        shared = null;
        lanes.values().forEach(Lane::close);
    }

    boolean hasOpenCalls() {
        return lanes.values().stream().anyMatch(Lane::hasOpenCalls);
    }
}
