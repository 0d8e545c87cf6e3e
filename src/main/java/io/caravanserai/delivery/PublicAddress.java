package io.caravanserai.delivery;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Tells public unicast addresses from all others: the special-purpose registries of IANA for IPv4 (RFC 6890) and for
 * IPv6, where only 2000::/3 is global unicast and everything else (loopback, link-local, unique local, NAT64, mapped)
 * is refused by that alone.
 */
final class PublicAddress {
    private static final List<Range> NOT_PUBLIC_4 = List.of(
            Range.of("0.0.0.0/8", "this network"),
            Range.of("10.0.0.0/8", "private"),
            Range.of("100.64.0.0/10", "shared by a provider"),
            Range.of("127.0.0.0/8", "loopback"),
            Range.of("169.254.0.0/16", "link-local or metadata"),
            Range.of("172.16.0.0/12", "private"),
            Range.of("192.0.0.0/24", "reserved for protocols"),
            Range.of("192.0.2.0/24", "for documentation"),
            Range.of("192.88.99.0/24", "6to4 relay"),
            Range.of("192.168.0.0/16", "private"),
            Range.of("198.18.0.0/15", "for benchmarks"),
            Range.of("198.51.100.0/24", "for documentation"),
            Range.of("203.0.113.0/24", "for documentation"),
            Range.of("224.0.0.0/4", "multicast"),
            Range.of("240.0.0.0/4", "reserved"));
    private static final Range GLOBAL_6 = Range.of("2000::/3", "global");
    private static final List<Range> NOT_PUBLIC_6 = List.of(
            Range.of("2001::/23", "reserved for protocols"),
            Range.of("2001:db8::/32", "for documentation"),
            Range.of("2002::/16", "6to4"),
            Range.of("3fff::/20", "for documentation"));

    private PublicAddress() {}

    /** Why an address is not public; empty when it is. */
    static Optional<String> objection(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return within(NOT_PUBLIC_4, bytes);
        }
        // Java unwraps ::ffff:a.b.c.d by itself, other ways to make an address may not
        return GLOBAL_6.holds(bytes) ? within(NOT_PUBLIC_6, bytes) : Optional.of("not global unicast");
    }

    private static Optional<String> within(List<Range> ranges, byte[] address) {
        return ranges.stream()
                .filter(range -> range.holds(address))
                .map(Range::meaning)
                .findFirst();
    }

    private record Range(byte[] prefix, int bits, String meaning) {
        static Range of(String cidr, String meaning) {
            int slash = cidr.indexOf('/');
            byte[] prefix =
                    TargetPolicy.literal(cidr.substring(0, slash)).orElseThrow().getAddress();
            return new Range(prefix, Integer.parseInt(cidr.substring(slash + 1)), meaning);
        }

        boolean holds(byte[] address) {
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
