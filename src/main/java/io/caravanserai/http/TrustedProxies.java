package io.caravanserai.http;

import io.caravanserai.config.HubProperty;
import java.util.List;

/**
 * The reverse proxies before the public HTTP server, whose word about their callers is taken ({@code X-Forwarded-For}).
 *
 * @param networks where they are; empty to believe nobody
 */
public record TrustedProxies(List<Network> networks) {
    public TrustedProxies {
        networks = List.copyOf(networks);
    }

    /**
     * Reads a list such as {@code 10.0.0.0/8, ::1}.
     *
     * @throws IllegalArgumentException naming the part that is no network
     */
    public static TrustedProxies parse(String list) {
        return new TrustedProxies(Network.parseAll(HubProperty.HTTP_TRUSTED_PROXIES.key(), list));
    }

    /**
     * Who called: the peer, or while that is a trusted proxy whom it names. The list is read from its right, where the
     * nearest proxy writes; what stands further left than the first stranger anybody may have written.
     *
     * @param peer address of the other end of the connection
     * @param forwardedFor the values of all headers {@code X-Forwarded-For} in their order
     */
    String client(String peer, List<String> forwardedFor) {
        List<String> hops = List.of(String.join(",", forwardedFor).split(",", -1));
        String client = peer;
        for (int i = hops.size() - 1; i >= 0 && isTrusted(client); i--) {
            String hop = Network.host(hops.get(i).trim());
            if (Network.address(hop).isEmpty()) {
                return client;
            }
            client = hop;
        }
        return client;
    }

    private boolean isTrusted(String address) {
        return Network.address(address)
                .filter(known -> networks.stream().anyMatch(network -> network.contains(known)))
                .isPresent();
    }
}
