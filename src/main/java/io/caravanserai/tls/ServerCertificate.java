package io.caravanserai.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * The certificate of a listener and whom it believes, as its files held them when they were read.
 *
 * @param chain the leaf first
 * @param key of the leaf
 * @param clientAuthorities who may have signed the certificates of callers; empty to ask for none
 */
public record ServerCertificate(List<X509Certificate> chain, PrivateKey key, List<X509Certificate> clientAuthorities) {
    private static final int LONGEST = 1 << 20;

    public ServerCertificate {
        chain = List.copyOf(chain);
        clientAuthorities = List.copyOf(clientAuthorities);
    }

    /**
     * Where a listener's certificate is.
     *
     * @param name what the settings begin with, such as {@code hub.http.tls}
     * @param certificate PEM, the leaf first
     * @param key PEM, PKCS #8
     * @param clientAuthority PEM of those who sign callers' certificates
     */
    public record Source(String name, Path certificate, Path key, Optional<Path> clientAuthority) {
        /** What the files hold now, for telling whether that changed; a file that cannot be read counts as empty. */
        public String content() {
            return text(certificate)
                    + text(key)
                    + clientAuthority.map(Source::text).orElse("");
        }

        private static String text(Path file) {
            try {
                return Files.readString(file, StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                return "";
            }
        }
    }

    /** What is wrong with the files, in the operator's words. */
    public static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * @throws Unusable naming the setting and the file, when one cannot be read, has expired or does not fit the others
     */
    public static ServerCertificate read(Source files, Instant now) throws Unusable {
        List<X509Certificate> chain = certificates(files.name() + ".certificate", files.certificate(), now);
        PrivateKey key = key(files, chain.get(0));
        List<X509Certificate> authorities = files.clientAuthority().isEmpty()
                ? List.of()
                : certificates(
                        files.name() + ".client-ca", files.clientAuthority().get(), now);
        return new ServerCertificate(chain, key, authorities);
    }

    private static List<X509Certificate> certificates(String setting, Path file, Instant now) throws Unusable {
        try {
            List<X509Certificate> found = Pem.certificates(text(file));
            for (X509Certificate certificate : found) {
                certificate.checkValidity(Date.from(now));
            }
            return found;
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(setting, file, e);
        }
    }

    private static PrivateKey key(Source files, X509Certificate leaf) throws Unusable {
        try {
            PrivateKey key = Pem.privateKey(text(files.key()), leaf);
            Pem.requirePair(leaf, key);
            return key;
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(files.name() + ".key", files.key(), e);
        }
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > LONGEST) {
            throw new IOException("it is larger than a MiB");
        }
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    private static Unusable unusable(String setting, Path file, Exception cause) {
        String reason = cause instanceof NoSuchFileException
                ? "there is no such file"
                : cause instanceof AccessDeniedException
                        ? "the hub may not read it"
                        : String.valueOf(cause.getMessage());
        return new Unusable(setting + " " + file + " cannot be used: " + reason, cause);
    }

    /** When the first of the listener's certificates expires. */
    public Instant until() {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    public KeyManagerFactory keys() throws GeneralSecurityException {
        return TlsMaterial.keys(chain, key);
    }

    public TrustManagerFactory clients() throws GeneralSecurityException {
        return TlsMaterial.trust(clientAuthorities);
    }

    @Override
    public String toString() {
        return "ServerCertificate[" + chain.get(0).getSubjectX500Principal() + "]";
    }
}
