package io.caravanserai.intake;

import io.caravanserai.config.Settings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parameters of the Kamelets that verify a carrier's calls, as Camel sets them one by one. */
public final class VerificationSettings {
    private static final Logger LOG = LoggerFactory.getLogger(VerificationSettings.class);

    private String carrier = "";
    private String scheme = "";
    private String secret = "";
    private String previousSecret = "";
    private String user = "";
    private String header = "";
    private String parameter = "";
    private String prefix = "";
    private String algorithm = "SHA256";
    private String encoding = "hex";
    private String signed = "body";
    private String timestamp = "";
    private String tolerance = "5m";
    private String keyHeader = "";
    private String keySecret = "";
    private String certificateSubject = "";
    private String certificateFingerprint = "";
    private String allowedFrom = "";
    private boolean allowUnverified;

    /** Carrier id, as in the path and in edi-mappings/. */
    public void setCarrier(String carrier) {
        this.carrier = carrier;
    }

    /** One of {@link #build}. */
    public void setScheme(String scheme) {
        this.scheme = scheme;
    }

    /** A {@link SecretRef}. */
    public void setSecret(String secret) {
        this.secret = secret;
    }

    /** A {@link SecretRef} to the secret that some calls still use while it is being replaced; empty for none. */
    public void setPreviousSecret(String previousSecret) {
        this.previousSecret = previousSecret;
    }

    /** User of {@code basic}, client id of {@code oauth}. */
    public void setUser(String user) {
        this.user = user;
    }

    /** Header with the signature or the token. */
    public void setHeader(String header) {
        this.header = header;
    }

    /** Query parameter with the token, of {@code query-token}. */
    public void setParameter(String parameter) {
        this.parameter = parameter;
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

    /** What {@code hmac} signs, a {@link CallText}. */
    public void setSigned(String signed) {
        this.signed = signed;
    }

    /** Where the time of a call is, a {@link CallText}; empty for a carrier that tells none. */
    public void setTimestamp(String timestamp) {
        this.timestamp = timestamp;
    }

    /** How far the carrier's clock may be from ours, or how long an {@code oauth} token lives. */
    public void setTolerance(String tolerance) {
        this.tolerance = tolerance;
    }

    /** Header with a key that is wanted beside what the scheme wants; empty for none. */
    public void setKeyHeader(String keyHeader) {
        this.keyHeader = keyHeader;
    }

    /** A {@link SecretRef} to that key. */
    public void setKeySecret(String keySecret) {
        this.keySecret = keySecret;
    }

    /** Whose certificate the caller must show; empty for any. */
    public void setCertificateSubject(String certificateSubject) {
        this.certificateSubject = certificateSubject;
    }

    /** SHA-256 of the certificates of which the caller must show one; empty for any. */
    public void setCertificateFingerprint(String certificateFingerprint) {
        this.certificateFingerprint = certificateFingerprint;
    }

    /** IP addresses that may call; empty for any. */
    public void setAllowedFrom(String allowedFrom) {
        this.allowedFrom = allowedFrom;
    }

    /** Whether {@code none} is meant: for the sandbox and tests. */
    public void setAllowUnverified(boolean allowUnverified) {
        this.allowUnverified = allowUnverified;
    }

    public String carrier() {
        return carrier;
    }

    /** Where the secrets are; never a secret itself, which {@link SecretRef#parse} refuses. */
    String secret() {
        return keySecret.isBlank() ? secret : secret + ", " + keySecret;
    }

    /** The query parameter that holds a token and is not to be kept; empty when there is none. */
    String parameter() {
        return parameter;
    }

    /**
     * What a call must prove: {@code hmac}, {@code basic}, {@code bearer}, {@code header-token}, {@code query-token},
     * {@code oauth}, {@code certificate} or {@code none}, and the key, the address and the certificate beside it where they
     * are set.
     *
     * @throws IllegalArgumentException when a setting cannot be used
     * @throws SecretRef.MissingSecret when there is no secret where the reference points
     */
    public Verification build(Clock clock) {
        Verification main = main(clock);
        List<Verification> beside = new ArrayList<>();
        if (!allowedFrom.isBlank()) {
            beside.add(Verification.From.of(allowedFrom));
        }
        if (!keyHeader.isBlank()) {
            beside.add(Verification.Token.of(CallText.header(keyHeader), "", resolved("keySecret", keySecret)));
        }
        if (!scheme.equals("certificate") && !(certificateSubject + certificateFingerprint).isBlank()) {
            beside.add(certificate(clock));
        }
        return beside.isEmpty() ? main : new Verification.All(main, beside);
    }

    /** The issuers of {@code oauth} tokens: of the secret, and of the one before it if there is one. */
    List<OauthTokens> tokens(Clock clock) {
        Function<String, OauthTokens> of = known ->
                new OauthTokens(carrier, required("user", user), known, Settings.parseDuration(tolerance), clock);
        List<OauthTokens> issuers = new ArrayList<>();
        issuers.add(of.apply(resolved("secret", secret)));
        previous().stream().map(of).forEach(issuers::add);
        return issuers;
    }

    private Verification main(Clock clock) {
        return switch (scheme) {
            case "hmac" -> rotated(known -> new HmacVerification(hmac(), known, clock));
            case "basic" -> rotated(known -> Verification.Basic.of(required("user", user), known));
            case "bearer" ->
                rotated(known -> Verification.Token.of(CallText.header("authorization"), "Bearer ", known));
            case "header-token" ->
                rotated(known -> Verification.Token.of(CallText.header(required("header", header)), prefix, known));
            case "query-token" ->
                rotated(known -> Verification.Token.of(CallText.query(required("parameter", parameter)), "", known));
            case "oauth" -> either(tokens(clock));
            case "certificate" -> certificate(clock);
            case "none" -> open();
            default ->
                throw new IllegalArgumentException("carrier " + carrier + ": verification is '" + scheme
                        + "' but must be hmac, basic, bearer, header-token, query-token, oauth, certificate or none");
        };
    }

    private HmacVerification.Settings hmac() {
        return new HmacVerification.Settings(
                algorithm,
                required("header", header),
                encoding,
                prefix,
                CallText.parse(required("signed", signed)),
                timestamp.isBlank() ? null : CallText.parse(timestamp),
                Settings.parseDuration(tolerance));
    }

    private Verification rotated(Function<String, Verification> of) {
        List<Verification> each = new ArrayList<>();
        each.add(of.apply(resolved("secret", secret)));
        previous().stream().map(of).forEach(each::add);
        return either(each);
    }

    private static Verification either(List<? extends Verification> each) {
        return each.size() == 1 ? each.get(0) : new Verification.Either(each.get(0), each.get(1));
    }

    /** A previous secret that is gone is no longer good, which is what the operator wanted. */
    private List<String> previous() {
        if (previousSecret.isBlank()) {
            return List.of();
        }
        try {
            return List.of(SecretRef.parse(previousSecret).resolve());
        } catch (SecretRef.MissingSecret gone) {
            LOG.info("previous secret is not used carrier={} reason={}", carrier, gone.getMessage());
            return List.of();
        }
    }

    private Verification certificate(Clock clock) {
        try {
            return Verification.Certificate.of(certificateSubject, certificateFingerprint, clock);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("carrier " + carrier + ": " + e.getMessage(), e);
        }
    }

    private Verification open() {
        if (!allowUnverified) {
            throw new IllegalArgumentException("carrier " + carrier
                    + ": verification none would believe anybody; it needs allowUnverified=true, for tests alone");
        }
        return new Verification.Open();
    }

    private String resolved(String name, String reference) {
        return SecretRef.parse(required(name, reference)).resolve();
    }

    private String required(String name, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(
                    "carrier " + carrier + ": verification " + scheme + " needs the parameter " + name);
        }
        return value;
    }
}
