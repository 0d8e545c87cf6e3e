package io.caravanserai.intake;

import io.caravanserai.http.HttpCall;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A signature in a header: HMAC (RFC 2104) with SHA-1, SHA-256 or SHA-512, hexadecimal or base64, over the raw body or
 * whatever else of the call the carrier signs. Where the carrier tells the time of the call it must be near ours, so
 * that a recorded call cannot be sent again later.
 */
public final class HmacVerification implements Verification {
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    private final Settings settings;
    private final CallText header;
    private final Clock clock;
    private final Mac prototype;

    /**
     * @param algorithm SHA1, SHA256 or SHA512
     * @param header header with the signature
     * @param encoding hex or base64
     * @param prefix what stands before the signature, such as {@code sha256=}; empty for none
     * @param signed what the signature covers
     * @param time where the time of the call is, in epoch seconds, epoch milliseconds or ISO form, without an offset in
     *     UTC; null when the carrier tells none
     * @param tolerance how far that time may be from ours
     */
    record Settings(
            String algorithm,
            String header,
            String encoding,
            String prefix,
            CallText signed,
            @Nullable CallText time,
            Duration tolerance) {
        Settings {
            algorithm = algorithm.toUpperCase(Locale.ROOT).replace("-", "");
            if (!algorithm.matches("SHA(1|256|512)")) {
                throw new IllegalArgumentException(
                        "algorithm is '" + algorithm + "' but must be SHA1, SHA256 or SHA512");
            }
            if (!encoding.equals("hex") && !encoding.equals("base64")) {
                throw new IllegalArgumentException("encoding is '" + encoding + "' but must be hex or base64");
            }
        }
    }

    HmacVerification(Settings settings, String secret, Clock clock) {
        this.settings = settings;
        this.header = CallText.header(settings.header());
        this.clock = clock;
        try {
            String name = "Hmac" + settings.algorithm();
            this.prototype = Mac.getInstance(name);
            prototype.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), name));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC with " + settings.algorithm(), e);
        }
    }

    @Override
    public @Nullable String refusal(HttpCall call) {
        String given = header.text(call);
        if (given.length() <= settings.prefix().length() || !given.startsWith(settings.prefix())) {
            return "Header " + settings.header() + " is missing, there twice or has no signature.";
        }
        byte[] signature = decode(given.substring(settings.prefix().length()).trim());
        if (signature == null) {
            return "The signature in header " + settings.header() + " is not " + settings.encoding() + ".";
        }
        byte[] signed = settings.signed().bytes(call);
        if (signed == null) {
            return "What the signature covers is not in the call: " + settings.signed() + ".";
        }
        if (!MessageDigest.isEqual(mac().doFinal(signed), signature)) {
            return "The signature is wrong.";
        }
        CallText time = settings.time();
        return time == null || isNear(time.text(call))
                ? null
                : "The time of the call, " + time + ", is missing or too far from the present.";
    }

    /** A clone is ready to use and shared by nobody: no lock, no look-up of the provider. */
    private Mac mac() {
        try {
            return (Mac) prototype.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the Java runtime's HMAC cannot be cloned", e);
        }
    }

    private byte @Nullable [] decode(String text) {
        try {
            return settings.encoding().equals("hex")
                    ? HexFormat.of().parseHex(text.toLowerCase(Locale.ROOT))
                    : Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private boolean isNear(String time) {
        try {
            return Duration.between(instant(time.strip()), clock.instant())
                            .abs()
                            .compareTo(settings.tolerance())
                    <= 0;
        } catch (DateTimeException | ArithmeticException e) {
            return false;
        }
    }

    /** Thirteen digits are milliseconds: as seconds they would be in the year 33658 and later. */
    private static Instant instant(String time) {
        if (time.matches("\\d{1,11}")) {
            return Instant.ofEpochSecond(Long.parseLong(time));
        }
        if (time.matches("\\d{13}")) {
            return Instant.ofEpochMilli(Long.parseLong(time));
        }
        TemporalAccessor parsed = ISO.parseBest(time, OffsetDateTime::from, LocalDateTime::from);
        return parsed instanceof OffsetDateTime told
                ? told.toInstant()
                : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC);
    }
}
