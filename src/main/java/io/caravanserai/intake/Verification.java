package io.caravanserai.intake;

import io.caravanserai.event.Sha256;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.Network;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** Decides whether a webhook call comes from the carrier; every comparison with a secret takes constant time. */
public sealed interface Verification
        permits HmacVerification,
                OauthTokens,
                Verification.All,
                Verification.Basic,
                Verification.Certificate,
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

    /**
     * A certificate that the caller shows by TLS and an authority of {@code hub.http.tls.client-ca} has signed.
     *
     * @param subject whose it must be; null for anybody's
     * @param fingerprints SHA-256 of those that are believed; empty for any
     */
    record Certificate(@Nullable X500Principal subject, List<String> fingerprints, Clock clock)
            implements Verification {
        public Certificate {
            fingerprints = List.copyOf(fingerprints);
        }

        /**
         * @param subject a distinguished name (RFC 2253), empty for any
         * @param fingerprints in hex, with or without colons, separated by commas or spaces; empty for any
         * @throws IllegalArgumentException when both are empty, or one cannot be read
         */
        static Certificate of(String subject, String fingerprints, Clock clock) {
            List<String> known = Stream.of(fingerprints.toLowerCase(Locale.ROOT).split("[\\s,]+"))
                    .map(text -> text.replace(":", ""))
                    .filter(text -> !text.isEmpty())
                    .toList();
            known.stream().filter(text -> !text.matches("[0-9a-f]{64}")).forEach(text -> {
                throw new IllegalArgumentException("certificateFingerprint '" + text
                        + "' is no SHA-256; openssl x509 -noout -fingerprint -sha256 shows it");
            });
            if (subject.isBlank() && known.isEmpty()) {
                throw new IllegalArgumentException(
                        "verification certificate needs certificateSubject or certificateFingerprint");
            }
            return new Certificate(subject.isBlank() ? null : new X500Principal(subject), known, clock);
        }

        @Override
        public @Nullable String refusal(HttpCall call) {
            Optional<X509Certificate> shown = call.certificate().get();
            if (shown.isEmpty()) {
                return "Show this carrier's certificate by TLS.";
            }
            try {
                // a connection may last longer than its certificate
                shown.get().checkValidity(Date.from(clock.instant()));
                return isBelieved(shown.get()) ? null : "The certificate is not this carrier's.";
            } catch (CertificateException e) {
                return "The certificate is not valid now.";
            }
        }

        private boolean isBelieved(X509Certificate shown) throws CertificateException {
            return (subject == null || subject.equals(shown.getSubjectX500Principal()))
                    && (fingerprints.isEmpty()
                            || fingerprints.contains(
                                    HexFormat.of().formatHex(Sha256.start().digest(shown.getEncoded()))));
        }

        @Override
        public String challenge() {
            return "Certificate realm=\"carriers\"";
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
