package io.caravanserai.mailbox;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.session.Session;
import org.jspecify.annotations.Nullable;

/** Who is at the other end of a session. */
final class Caller {
    private static final AttributeKey<Caller> KEY = new AttributeKey<>();

    private final String address;
    private volatile String name = "";
    private volatile boolean inside;

    private Caller(String address) {
        this.address = address;
    }

    static Caller of(Session session) {
        return session.computeAttributeIfAbsent(
                KEY, key -> new Caller(address(session.getIoSession().getRemoteAddress())));
    }

    /** Of IPv6 the first half, since one caller has all the others. */
    private static String address(@Nullable Object remote) {
        InetAddress address = remote instanceof InetSocketAddress socket ? socket.getAddress() : null;
        if (address == null) {
            return "unknown";
        }
        return address instanceof Inet6Address
                ? HexFormat.ofDelimiter(":").formatHex(address.getAddress(), 0, 8)
                : address.getHostAddress();
    }

    String address() {
        return address;
    }

    /** The mailbox that it tried to open last, or empty; ? for what is no name, which may be long and anything. */
    String name() {
        return name;
    }

    void tried(String mailbox) {
        name = Mailbox.isName(mailbox) ? mailbox : "?";
    }

    /** Whether it was let in. */
    boolean isInside() {
        return inside;
    }

    void letIn() {
        inside = true;
    }
}
