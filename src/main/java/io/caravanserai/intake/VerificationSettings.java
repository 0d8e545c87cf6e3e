package io.caravanserai.intake;

import io.caravanserai.config.Settings;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The parameters of the Kamelets that verify a carrier's calls, as Camel sets them one by one. */
public final class VerificationSettings {
    private String carrier = "";
    private String scheme = "";
    private String secret = "";
    private String user = "";
    private String header = "";
    private String prefix = "";
    private String algorithm = "SHA256";
    private String encoding = "hex";
    private String timestampHeader = "";
    private String tolerance = "5m";
    private boolean allowUnverified;

    /** Carrier id, as in the path and in edi-mappings/. */
    public void setCarrier(String carrier) {
        this.carrier = carrier;
    }

    /** {@code hmac}, {@code basic}, {@code bearer}, {@code header-token}, {@code oauth} or {@code none}. */
    public void setScheme(String scheme) {
        this.scheme = scheme;
    }

    /** A {@link SecretRef}. */
    public void setSecret(String secret) {
        this.secret = secret;
    }

    /** User of {@code basic}, client id of {@code oauth}. */
    public void setUser(String user) {
        this.user = user;
    }

    /** Header with the signature or the token. */
    public void setHeader(String header) {
        this.header = header;
    }

    /** What stands before the signature. */
    public void setPrefix(String prefix) {
        this.prefix = prefix;
    }

    public void setAlgorithm(String algorithm) {
        this.algorithm = algorithm;
    }

    public void setEncoding(String encoding) {
        this.encoding = encoding;
    }

    public void setTimestampHeader(String timestampHeader) {
        this.timestampHeader = timestampHeader;
    }

    /** How far the carrier's clock may be from ours, or how long an {@code oauth} token lives. */
    public void setTolerance(String tolerance) {
        this.tolerance = tolerance;
    }

    /** Whether {@code none} is meant: for the sandbox and tests. */
    public void setAllowUnverified(boolean allowUnverified) {
        this.allowUnverified = allowUnverified;
    }

    public String carrier() {
        return carrier;
    }

    /** Where the secret is; never the secret itself, which {@link SecretRef#parse} refuses. */
    String secret() {
        return secret;
    }

    /**
     * @throws IllegalArgumentException when a setting cannot be used
     * @throws SecretRef.MissingSecret when there is no secret where the reference points
     */
    public Verification build(Clock clock) {
        return switch (scheme) {
            case "hmac" ->
                new HmacVerification(
                        new HmacVerification.Settings(
                                algorithm,
                                required("header", header),
                                encoding,
                                prefix,
                                orNull(timestampHeader),
                                Settings.parseDuration(tolerance)),
                        resolved(),
                        clock);
            case "basic" -> Verification.Basic.of(required("user", user), resolved());
            case "bearer" -> Verification.Token.of("authorization", "Bearer ", resolved());
            case "header-token" -> Verification.Token.of(required("header", header), prefix, resolved());
            case "oauth" -> tokens(clock);
            case "none" -> open();
            default ->
                throw new IllegalArgumentException("carrier " + carrier + ": verification is '" + scheme
                        + "' but must be hmac, basic, bearer, header-token, oauth or none");
        };
    }

    /** The issuer of {@code oauth} tokens. */
    public OauthTokens tokens(Clock clock) {
        return new OauthTokens(carrier, required("user", user), resolved(), Settings.parseDuration(tolerance), clock);
    }

    private Verification open() {
        if (!allowUnverified) {
            throw new IllegalArgumentException("carrier " + carrier
                    + ": verification none would believe anybody; it needs allowUnverified=true, for tests alone");
        }
        return new Verification.Open();
    }

    private String resolved() {
        return SecretRef.parse(required("secret", secret)).resolve();
    }

    private String required(String name, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(
                    "carrier " + carrier + ": verification " + scheme + " needs the parameter " + name);
        }
        return value;
    }

    private static @Nullable String orNull(String text) {
        return text.isBlank() ? null : text;
    }
}
