package io.caravanserai.label.customer;

import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.render.LabelFormat;
import io.caravanserai.store.Database;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Links to labels for those who have no key of the API: whoever has the link may fetch that document until it expires.
 * The token is what it stands for, and its HMAC-SHA256 under a key of this store.
 */
public final class LabelLinks {
    private static final String ALL = "-";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final LinkKey key;
    private final Supplier<String> publicUrl;
    private final Duration age;
    private final Clock clock;

    /**
     * @param publicUrl where callers reach the hub, without a slash at its end
     * @param age how long a link is good
     */
    public LabelLinks(Database database, Supplier<String> publicUrl, Duration age, Clock clock) {
        this.key = LinkKey.of(database, clock);
        this.publicUrl = publicUrl;
        this.age = age;
        this.clock = clock;
    }

    /**
     * What a link stands for.
     *
     * @param parcelId empty for one document with the labels of all parcels
     * @param until milliseconds since 1970
     */
    record Linked(String shipmentId, Optional<String> parcelId, LabelChoice choice, long until) {
        private String text() {
            return String.join(
                    "|",
                    shipmentId,
                    parcelId.orElse(ALL),
                    choice.format().code(),
                    choice.size().code(),
                    Long.toString(until));
        }

        /** Only for text that was signed. */
        private static Linked of(String text) {
            String[] parts = text.split("\\|", -1);
            return new Linked(
                    parts[0],
                    Optional.of(parts[1]).filter(parcel -> !parcel.equals(ALL)),
                    new LabelChoice(
                            LabelFormat.of(parts[2]).orElseThrow(),
                            LabelSize.of(parts[3]).orElseThrow()),
                    Long.parseLong(parts[4]));
        }
    }

    /** A link to one document with the labels of all parcels. */
    public URI of(String shipmentId, LabelFormat format, LabelSize size) {
        return link(shipmentId, Optional.empty(), format, size);
    }

    /** A link to the label of one parcel. */
    public URI of(String shipmentId, String parcelId, LabelFormat format, LabelSize size) {
        return link(shipmentId, Optional.of(parcelId), format, size);
    }

    private URI link(String shipmentId, Optional<String> parcelId, LabelFormat format, LabelSize size) {
        long until = clock.millis() + age.toMillis();
        String text = new Linked(shipmentId, parcelId, new LabelChoice(format, size), until).text();
        String token = ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "."
                + ENCODER.encodeToString(key.sign(text));
        return URI.create(publicUrl.get() + "/labels/" + token);
    }

    /** What a token stands for, expired or not; empty when this store did not sign it. */
    Optional<Linked> read(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 2) {
            return Optional.empty();
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
            byte[] signature = Base64.getUrlDecoder().decode(parts[1]);
            return MessageDigest.isEqual(signature, key.sign(text)) ? Optional.of(Linked.of(text)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
