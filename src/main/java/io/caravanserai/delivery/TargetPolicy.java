package io.caravanserai.delivery;

import io.netty.util.NetUtil;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * Decides which addresses the hub calls on behalf of customers. The sender connects to an address this class returned
 * and never looks the name up again, so a name that changes between check and connect (DNS rebinding) gains nothing.
 */
public final class TargetPolicy {
    private final HostResolver resolver;
    private final boolean allowPrivate;

    /**
     * @param allowPrivate whether loopback and private addresses are allowed, for development
     */
    public TargetPolicy(HostResolver resolver, boolean allowPrivate) {
        this.resolver = resolver;
        this.allowPrivate = allowPrivate;
    }

    /** Whether this is development, where customers' servers may be anywhere. */
    boolean allowsPrivate() {
        return allowPrivate;
    }

    /**
     * The addresses of a host, at least one. One that is not public refuses the host: a name with both kinds is either a
     * mistake or an attack.
     *
     * @param host as in a URI, IPv6 literals in brackets
     * @return fails with {@link RefusedTarget} when the host must not be called
     */
    Future<List<InetAddress>> addresses(String host) {
        return literal(host)
                .map(address -> Future.succeededFuture(List.of(address)))
                .orElseGet(() -> resolver.resolve(host))
                .map(addresses -> checked(host, addresses));
    }

    private List<InetAddress> checked(String host, List<InetAddress> addresses) {
        if (addresses.isEmpty()) {
            throw new IllegalStateException("the name " + host + " has no address");
        }
        for (InetAddress address : addresses) {
            Optional<String> objection = allowPrivate ? Optional.empty() : PublicAddress.objection(address);
            if (objection.isPresent()) {
                throw new RefusedTarget("The host " + host + " has the address " + address.getHostAddress()
                        + ", which is not public (" + objection.get() + "); webhooks go to public addresses only.");
            }
        }
        return addresses;
    }

    /** The address a literal such as {@code 192.0.2.1} or {@code [2001:db8::1]} stands for; empty for a name. */
    static Optional<InetAddress> literal(String host) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host);
        if (bytes == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }
}
