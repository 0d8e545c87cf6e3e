package io.caravanserai.intake;

import io.caravanserai.http.HttpCall;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Decides whether a webhook call comes from the carrier; every comparison with a secret takes constant time. */
public sealed interface Verification
        permits HmacVerification, Verification.Basic, Verification.Token, OauthTokens, Verification.Open {
    /** Null when the call is genuine, else what is wrong with it, in words that give nothing away. */
    @Nullable
    String refusal(HttpCall call);

    /** HTTP Basic (RFC 7617). */
    record Basic(byte[] expected) implements Verification {
        public static Basic of(String user, String password) {
            return new Basic(Base64.getEncoder().encode((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public @Nullable String refusal(HttpCall call) {
            String given = call.header("authorization").orElse("");
            if (!given.regionMatches(true, 0, "Basic ", 0, 6)) {
                return "Send HTTP Basic authentication.";
            }
            byte[] credentials = given.substring(6).trim().getBytes(StandardCharsets.UTF_8);
            return MessageDigest.isEqual(credentials, expected) ? null : "The user or password is wrong.";
        }
    }

    /**
     * A fixed token in a header.
     *
     * @param header lower-case header name
     * @param prefix what stands before the token, such as {@code "Bearer "}; empty for none
     */
    record Token(String header, String prefix, byte[] expected) implements Verification {
        public static Token of(String header, String prefix, String secret) {
            return new Token(
                    header.toLowerCase(java.util.Locale.ROOT), prefix, secret.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public @Nullable String refusal(HttpCall call) {
            String given = call.header(header).orElse("");
            if (given.isEmpty() || !given.regionMatches(true, 0, prefix, 0, prefix.length())) {
                return "Header " + header + " is missing or has no token.";
            }
            byte[] token = given.substring(prefix.length()).trim().getBytes(StandardCharsets.UTF_8);
            return MessageDigest.isEqual(token, expected) ? null : "The token in header " + header + " is wrong.";
        }
    }

    /** Everybody is believed; for the sandbox and tests alone. */
    record Open() implements Verification {
        @Override
        public @Nullable String refusal(HttpCall call) {
            return null;
        }
    }
}
