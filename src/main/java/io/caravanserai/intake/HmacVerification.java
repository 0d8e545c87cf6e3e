package io.caravanserai.intake;

import io.caravanserai.http.HttpCall;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A signature over the raw body in a header: HMAC (RFC 2104) with SHA-1, SHA-256 or SHA-512, hexadecimal or base64.
 * With a timestamp header the signature covers {@code timestamp + "." + body} and the time must be near ours, so that
 * a recorded call cannot be sent again later.
 */
public final class HmacVerification implements Verification {
    private final Settings settings;
    private final Clock clock;
    private final Mac prototype;

    /**
     * @param algorithm SHA1, SHA256 or SHA512
     * @param header header with the signature
     * @param encoding hex or base64
     * @param prefix what stands before the signature, such as {@code sha256=}; empty for none
     * @param timestampHeader header with the time in epoch seconds or ISO form, or null when the carrier sends none
     * @param tolerance how far that time may be from ours
     */
    public record Settings(
            String algorithm,
            String header,
            String encoding,
            String prefix,
            @Nullable String timestampHeader,
            Duration tolerance) {
        public Settings {
            algorithm = algorithm.toUpperCase(Locale.ROOT).replace("-", "");
            if (!algorithm.matches("SHA(1|256|512)")) {
                throw new IllegalArgumentException(
                        "algorithm is '" + algorithm + "' but must be SHA1, SHA256 or SHA512");
            }
            if (!encoding.equals("hex") && !encoding.equals("base64")) {
                throw new IllegalArgumentException("encoding is '" + encoding + "' but must be hex or base64");
            }
            header = header.toLowerCase(Locale.ROOT);
        }
    }

    public HmacVerification(Settings settings, String secret, Clock clock) {
        this.settings = settings;
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
        String given = call.header(settings.header()).orElse("");
        if (given.length() <= settings.prefix().length() || !given.startsWith(settings.prefix())) {
            return "Header " + settings.header() + " is missing or has no signature.";
        }
        byte[] signature = decode(given.substring(settings.prefix().length()).trim());
        if (signature == null) {
            return "The signature in header " + settings.header() + " is not " + settings.encoding() + ".";
        }
        Mac mac = mac();
        if (settings.timestampHeader() != null) {
            String time = call.header(settings.timestampHeader()).orElse("");
            if (!isNear(time)) {
                return "Header " + settings.timestampHeader() + " is missing or too far from the present time.";
            }
            mac.update(time.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) '.');
        }
        return MessageDigest.isEqual(mac.doFinal(call.body()), signature) ? null : "The signature is wrong.";
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
            Instant sent =
                    time.matches("\\d{1,12}") ? Instant.ofEpochSecond(Long.parseLong(time)) : Instant.parse(time);
            return Duration.between(sent, clock.instant()).abs().compareTo(settings.tolerance()) <= 0;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
