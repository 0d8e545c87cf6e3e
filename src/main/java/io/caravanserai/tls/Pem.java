package io.caravanserai.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys as text (RFC 7468). Messages name what is wrong and repeat nothing of a key. */
public final class Pem {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]*+)-----END PRIVATE KEY-----");
    private static final byte[] PROBE = "certificate and key belong together".getBytes(UTF_8);

    private Pem() {}

    /**
     * The certificates of a text, at least one, in its order.
     *
     * @throws CertificateException when there are none
     */
    public static List<X509Certificate> certificates(String pem) throws CertificateException {
        try {
            List<X509Certificate> found =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(pem.getBytes(UTF_8)))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (!found.isEmpty()) {
                return found;
            }
        } catch (CertificateException e) {
            throw new CertificateException("It holds a certificate that cannot be read", e);
        }
        throw new CertificateException("It must be PEM that begins with -----BEGIN CERTIFICATE-----");
    }

    /**
     * The private key for a certificate.
     *
     * @throws InvalidKeyException when the text holds none of its kind
     */
    public static PrivateKey privateKey(String pem, X509Certificate certificate) throws GeneralSecurityException {
        Matcher key = KEY.matcher(pem);
        if (!key.find()) {
            throw new InvalidKeyException("It must be PEM that begins with -----BEGIN PRIVATE KEY-----;"
                    + " openssl pkcs8 -topk8 -nocrypt makes that from other forms");
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(key.group(1));
            return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new InvalidKeyException("It cannot be read as a key of the certificate's kind");
        }
    }

    /**
     * @throws InvalidKeyException when the key is not the certificate's
     */
    public static void requirePair(X509Certificate certificate, PrivateKey key) throws GeneralSecurityException {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    case "EdDSA" -> "EdDSA";
                    default -> throw new InvalidKeyException("It must be an RSA, EC or Ed25519 key");
                };
        Signature signing = Signature.getInstance(algorithm);
        signing.initSign(key);
        signing.update(PROBE);
        Signature verifying = Signature.getInstance(algorithm);
        verifying.initVerify(certificate.getPublicKey());
        verifying.update(PROBE);
        if (!verifying.verify(signing.sign())) {
            throw new InvalidKeyException("It is not the key of this certificate");
        }
    }
}
