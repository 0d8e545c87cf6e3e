package io.caravanserai.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.event.TrackingEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * What a customer wants of its events; an empty list means all.
 *
 * @param carrierIds only events of these carriers
 * @param milestones only events whose harmonized milestone is one of these
 * @param body only messages of which all of these hold
 */
record SubscriptionFilter(List<String> carrierIds, List<String> milestones, List<BodyCondition> body) {
    /** Everything. */
    static final SubscriptionFilter ALL = new SubscriptionFilter(List.of(), List.of(), List.of());

    public SubscriptionFilter {
        carrierIds = List.copyOf(carrierIds);
        milestones = List.copyOf(milestones);
        // absent in what older versions stored
        body = List.copyOf(Objects.requireNonNullElse(body, List.of()));
    }

    boolean matches(TrackingEvent event) {
        return takes(event.carrierId())
                && (milestones.isEmpty()
                        || milestones.contains(event.event().codes().gluey().milestone()));
    }

    /** Whether news of shipments with a carrier are wanted. */
    boolean takes(String carrierId) {
        return carrierIds.isEmpty() || carrierIds.contains(carrierId);
    }

    /** Whether a message is wanted, as it is sent. */
    boolean takesMessage(byte[] message) {
        if (body.isEmpty()) {
            return true;
        }
        JsonNode read = Json.kept(new String(message, StandardCharsets.UTF_8));
        return body.stream().allMatch(condition -> condition.matches(read));
    }
}
