package io.caravanserai.partner;

import io.caravanserai.delivery.EndpointView;
import io.caravanserai.partner.CarrierPartner.Contact;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer with how it is reached.
 *
 * @param contacts when it was heard of last, by what; the latest first
 * @param keys its API keys that are good
 * @param endpoints where it is told by webhook
 * @param routes by which it gets files
 */
public record CustomerPartner(
        Line account, List<Contact> contacts, List<ApiKey> keys, List<EndpointView> endpoints, List<RouteLine> routes) {
    public CustomerPartner {
        contacts = List.copyOf(contacts);
        keys = List.copyOf(keys);
        endpoints = List.copyOf(endpoints);
        routes = List.copyOf(routes);
    }

    /**
     * A customer in a list.
     *
     * @param endpoints how many subscriptions it has that are not deleted
     * @param failing of these, how many endpoints fail or are not called any more
     * @param paused of these, how many an operator paused
     * @param lastUseUtc when one of its keys was used last, to the hour; null when none was
     */
    public record Line(
            String id,
            String name,
            boolean sandbox,
            long keys,
            long endpoints,
            long failing,
            long paused,
            @Nullable String lastUseUtc,
            String createdUtc) {}

    /**
     * An API key, never itself.
     *
     * @param hint how it begins
     * @param usedUtc to the hour; null when it never was
     */
    public record ApiKey(String id, String hint, String scopes, String createdUtc, @Nullable String usedUtc) {}
}
