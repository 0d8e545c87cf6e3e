package io.caravanserai.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A network of IPv4 or IPv6 addresses (RFC 4632, RFC 4291 section 2.3). IPv4 mapped into IPv6 is IPv4.
 *
 * @param address its first address
 * @param bits how many bits all its addresses begin with
 */
public record Network(InetAddress address, int bits) {
    /** A customer's line has at least this much of IPv6 (RFC 6177), so one caller may have any address of it. */
    private static final int SITE = 64;

    public Network {
        if (bits < 0 || bits > address.getAddress().length * 8) {
            throw new IllegalArgumentException(
                    "/" + bits + " is no length of a network of " + address.getHostAddress());
        }
        address = first(address, bits);
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or one address.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Network parse(String text) {
        String[] parts = text.split("/", 2);
        InetAddress address = address(parts[0]).orElseThrow(() -> wrong(text));
        if (parts.length == 1) {
            return new Network(address, address.getAddress().length * 8);
        }
        if (!parts[1].matches("[0-9]{1,3}")) {
            throw wrong(text);
        }
        return new Network(address, Integer.parseInt(parts[1]));
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is no network: write 10.0.0.0/8, 2001:db8::/32 or an address");
    }

    /**
     * Several of them, separated by commas or spaces.
     *
     * @param setting what a fault is told of
     * @throws IllegalArgumentException naming the setting and the part that is none
     */
    public static List<Network> parseAll(String setting, String list) {
        try {
            return Stream.of(list.trim().split("[\\s,]+"))
                    .filter(text -> !text.isEmpty())
                    .map(Network::parse)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting + ": " + e.getMessage(), e);
        }
    }

    /** The address that a text writes; empty when it is none. Nothing is looked up in the DNS. */
    public static Optional<InetAddress> address(String text) {
        try {
            return text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")
                    ? Optional.of(InetAddress.getByName(text))
                    : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Without port and brackets, which some proxies write. */
    static String host(String text) {
        if (text.startsWith("[")) {
            return text.substring(1, Math.max(1, text.indexOf(']')));
        }
        int colon = text.indexOf(':');
        return colon >= 0 && colon == text.lastIndexOf(':') ? text.substring(0, colon) : text;
    }

    /** By what a caller of this address is known to limits: the IPv4 address, the /64 of an IPv6 address. */
    public static String callerOf(String address) {
        return address(address)
                .map(known -> known.getAddress().length == 4
                        ? known.getHostAddress()
                        : first(known, SITE).getHostAddress() + "/" + SITE)
                .orElse(address);
    }

    /** Whether the address is one of it. */
    public boolean contains(InetAddress other) {
        return other.getAddress().length == address.getAddress().length
                && first(other, bits).equals(address);
    }

    private static InetAddress first(InetAddress address, int bits) {
        byte[] bytes = address.getAddress();
        int whole = bits / 8;
        if (whole < bytes.length) {
            bytes[whole] &= (byte) (0xff << (8 - bits % 8));
            Arrays.fill(bytes, whole + 1, bytes.length, (byte) 0);
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("as many bytes as an address has", e);
        }
    }
}
