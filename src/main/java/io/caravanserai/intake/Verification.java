package io.caravanserai.intake;

import io.caravanserai.http.HttpCall;
import io.caravanserai.http.Network;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides whether a webhook call comes from the carrier; every comparison with a secret takes constant time. */
public sealed interface Verification
        permits HmacVerification,
                OauthTokens,
                Verification.All,
                Verification.Basic,
                Verification.Either,
                Verification.From,
                Verification.Open,
                Verification.Token {
    /** Null when the call is genuine, else what is wrong with it, in words that give nothing away. */
    @Nullable
    String refusal(HttpCall call);

    /** What a refused caller is told to send (RFC 9110 section 11.6.1). */
    default String challenge() {
        return "Bearer realm=\"carriers\"";
    }

    /** HTTP Basic (RFC 7617). */
    record Basic(byte[] expected) implements Verification {
        private static final CallText HEADER = CallText.header("authorization");

        public static Basic of(String user, String password) {
            return new Basic(Base64.getEncoder().encode((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public @Nullable String refusal(HttpCall call) {
            String given = HEADER.text(call);
            if (!given.regionMatches(true, 0, "Basic ", 0, 6)) {
                return "Send HTTP Basic authentication.";
            }
            byte[] credentials = given.substring(6).trim().getBytes(StandardCharsets.UTF_8);
            return MessageDigest.isEqual(credentials, expected) ? null : "The user or password is wrong.";
        }

        @Override
        public String challenge() {
            return "Basic realm=\"carriers\"";
        }
    }

    /**
     * A fixed token.
     *
     * @param where the header or query parameter that holds it
     * @param prefix what stands before the token, such as {@code "Bearer "}; empty for none
     */
    record Token(CallText where, String prefix, byte[] expected) implements Verification {
        static Token of(CallText where, String prefix, String secret) {
            return new Token(where, prefix, secret.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public @Nullable String refusal(HttpCall call) {
            String given = where.text(call);
            if (given.isEmpty() || !given.regionMatches(true, 0, prefix, 0, prefix.length())) {
                return "The " + where + " is missing, there twice or has no token.";
            }
            byte[] token = given.substring(prefix.length()).trim().getBytes(StandardCharsets.UTF_8);
            return MessageDigest.isEqual(token, expected) ? null : "The token in " + where + " is wrong.";
        }
    }

    /** Calls from these networks; behind a proxy that is not trusted every call is the proxy's. */
    record From(List<Network> networks) implements Verification {
        public From {
            networks = List.copyOf(networks);
        }

        /**
         * @param list IP addresses or networks separated by commas or spaces
         * @throws IllegalArgumentException when one is neither
         */
        static From of(String list) {
            return new From(Network.parseAll("allowedFrom", list));
        }

        @Override
        public @Nullable String refusal(HttpCall call) {
            return Network.address(call.remoteAddress())
                            .filter(caller -> networks.stream().anyMatch(network -> network.contains(caller)))
                            .isPresent()
                    ? null
                    : "This address may not call here.";
        }
    }

    /** One of them is enough: the secret and the one before it. */
    record Either(Verification now, Verification before) implements Verification {
        @Override
        public @Nullable String refusal(HttpCall call) {
            String refusal = now.refusal(call);
            return refusal == null || before.refusal(call) == null ? null : refusal;
        }

        @Override
        public String challenge() {
            return now.challenge();
        }
    }

    /**
     * Each of them is wanted.
     *
     * @param main the one whose challenge a refused caller is told
     */
    record All(Verification main, List<Verification> beside) implements Verification {
        public All {
            beside = List.copyOf(beside);
        }

        @Override
        public @Nullable String refusal(HttpCall call) {
            for (Verification one : beside) {
                String refusal = one.refusal(call);
                if (refusal != null) {
                    return refusal;
                }
            }
            return main.refusal(call);
        }

        @Override
        public String challenge() {
            return main.challenge();
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
