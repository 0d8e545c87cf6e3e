package io.caravanserai.harmonize;

import io.caravanserai.event.Ids;
import io.caravanserai.event.TrackingEvent.Address;
import io.caravanserai.event.TrackingEvent.Location;
import io.caravanserai.event.TrackingEvent.LocationCoding;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ids that two copies of one event share: name-based UUIDs (RFC 9562, version 5). One is made for every event read,
 * so the name is put together as bytes in a buffer that each thread keeps.
 */
final class EventId {
    private static final UUID NAMESPACE = UUID.fromString("5a0f6a52-3b0e-4d2b-9c55-0d8f1f6c7e41");
    private static final int NAMESPACE_BYTES = 16;
    private static final int SHA1_BYTES = 20;
    private static final int MOST_BYTES_OF_A_CHAR = 3;
    private static final ThreadLocal<EventId> OF_THREAD = ThreadLocal.withInitial(EventId::new);

    private final MessageDigest sha1 = Ids.sha1();
    private final ByteBuffer hash = ByteBuffer.allocate(SHA1_BYTES);
    private byte[] name = new byte[256];
    private int length;

    private EventId() {
        ByteBuffer.wrap(name).putLong(NAMESPACE.getMostSignificantBits()).putLong(NAMESPACE.getLeastSignificantBits());
    }

    /** The id of anything that has a name. */
    static String of(String name) {
        return Ids.named(NAMESPACE, name);
    }

    /**
     * The id of an event: the same carrier, number, code, instant and place are the same event.
     *
     * @param code the parts of the carrier's code with {@code /} between them
     */
    static String of(String carrier, String number, String code, long second, int nano, Location where) {
        EventId id = OF_THREAD.get();
        id.length = NAMESPACE_BYTES;
        id.add(carrier).add("|").add(number).add("|").add(code).add("|");
        id.add(Long.toString(second)).add(".").add(Integer.toString(nano)).add("|");
        LocationCoding coding = where.carrierLocationCoding();
        id.part(coding == null ? null : coding.code());
        Address address = where.address();
        if (address == null) {
            id.add(";;;;");
        } else {
            id.part(address.city()).part(address.state()).part(address.postalCode());
            id.part(address.isoCountry());
        }
        return id.uuid();
    }

    /** A part of a place, in lower case, as carriers write the same place both ways. */
    private EventId part(@Nullable String text) {
        if (text != null) {
            int start = length;
            add(text);
            if (length - start != text.length()) {
                length = start;
                add(text.toLowerCase(Locale.ROOT));
            } else {
                lower(start);
            }
        }
        return add(";");
    }

    private void lower(int start) {
        for (int i = start; i < length; i++) {
            byte c = name[i];
            if (c >= 'A' && c <= 'Z') {
                name[i] = (byte) (c + ('a' - 'A'));
            }
        }
    }

    /** Adds UTF-8; a text of ASCII, as most are, takes as many bytes as it has characters. */
    private EventId add(String text) {
        int count = text.length();
        if (length + count * MOST_BYTES_OF_A_CHAR > name.length) {
            name = Arrays.copyOf(name, 2 * (length + count * MOST_BYTES_OF_A_CHAR));
        }
        int at = length;
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (c > 0x7f) {
                byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
                System.arraycopy(encoded, 0, name, length, encoded.length);
                length += encoded.length;
                return this;
            }
            name[at++] = (byte) c;
        }
        length = at;
        return this;
    }

    private String uuid() {
        try {
            sha1.update(name, 0, length);
            sha1.digest(hash.array(), 0, SHA1_BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-1 has " + SHA1_BYTES + " bytes", e);
        }
        return Ids.ofHash(hash);
    }
}
