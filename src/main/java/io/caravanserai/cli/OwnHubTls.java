package io.caravanserai.cli;

import io.caravanserai.config.HubConfig;
import io.caravanserai.tls.Pem;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts the hub's own certificate and no other: the command has it in the same settings. Its name does not matter, since
 * the hub is called by the address it listens on.
 */
final class OwnHubTls extends X509ExtendedTrustManager {
    private final X509Certificate own;

    private OwnHubTls(X509Certificate own) {
        this.own = own;
    }

    /**
     * @throws IllegalArgumentException when the certificate cannot be read, in the user's words
     */
    static SSLContext of(HubConfig.Tls tls) {
        try {
            String pem = Files.readString(tls.certificate(), StandardCharsets.ISO_8859_1);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    null,
                    new TrustManager[] {new OwnHubTls(Pem.certificates(pem).get(0))},
                    null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "The hub's certificate " + tls.certificate() + " cannot be read (" + e.getMessage()
                            + "): run this with the hub's settings.",
                    e);
        }
    }

    private void requireOwn(X509Certificate[] chain) throws CertificateException {
        if (chain.length == 0 || !chain[0].equals(own)) {
            throw new CertificateException(
                    "another certificate is shown than the one in hub.management.tls.certificate");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        requireOwn(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        requireOwn(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        requireOwn(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this is no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
