package io.caravanserai.delivery;

import io.caravanserai.event.TrackingEvent;
import java.util.List;

/**
 * What a customer wants of its events; an empty list means all.
 *
 * @param carrierIds only events of these carriers
 * @param milestones only events whose harmonized milestone is one of these
 */
public record SubscriptionFilter(List<String> carrierIds, List<String> milestones) {
    /** Everything. */
    public static final SubscriptionFilter ALL = new SubscriptionFilter(List.of(), List.of());

    public SubscriptionFilter {
        carrierIds = List.copyOf(carrierIds);
        milestones = List.copyOf(milestones);
    }

    public boolean matches(TrackingEvent event) {
        return takes(event.carrierId())
                && (milestones.isEmpty()
                        || milestones.contains(event.event().codes().gluey().milestone()));
    }

    /** Whether news of shipments with a carrier are wanted. */
    public boolean takes(String carrierId) {
        return carrierIds.isEmpty() || carrierIds.contains(carrierId);
    }
}
