package io.caravanserai.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.tls.Pem;
import io.caravanserai.tls.TlsMaterial;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * How the hub and an endpoint know each other by TLS. The key is a secret: it is kept in clear in the store, and never
 * listed or logged.
 *
 * @param clientCertificate the hub's certificate there, the leaf first, in PEM; null to show none
 * @param clientKey its key in PEM, as PKCS #8; null with the certificate
 * @param trustedCa certificates in PEM of which one must have signed the endpoint's; null for those that Java trusts
 */
record TlsOptions(@Nullable String clientCertificate, @Nullable String clientKey, @Nullable String trustedCa) {
    private static final int LONGEST_PEM = 32 * 1024;
    private static final List<String> FIELDS = List.of("client_certificate", "client_key", "trusted_ca");

    /**
     * Reads {@code tls} of a wish to subscribe.
     *
     * @param faults told what cannot be used
     */
    static @Nullable TlsOptions parse(JsonNode node, FieldFaults faults) {
        if (node.isNull()) {
            return null;
        }
        if (!node.isObject()) {
            faults.add("type", "tls", "It must be an object with " + String.join(", ", FIELDS) + ".");
            return null;
        }
        faults.unknownFields(node, "tls", FIELDS);
        TlsOptions options = new TlsOptions(
                faults.text(node, "tls", "client_certificate", LONGEST_PEM),
                faults.text(node, "tls", "client_key", LONGEST_PEM),
                faults.text(node, "tls", "trusted_ca", LONGEST_PEM));
        options.check(faults);
        return options;
    }

    private void check(FieldFaults faults) {
        if ((clientCertificate == null) != (clientKey == null)) {
            faults.add("missing", "tls", "A client_certificate needs its client_key, and a key its certificate.");
        }
        try {
            if (trustedCa != null) {
                Pem.certificates(trustedCa);
            }
        } catch (GeneralSecurityException e) {
            faults.add("value", "tls.trusted_ca", e.getMessage() + ".");
        }
        List<X509Certificate> chain;
        try {
            chain = clientCertificate == null ? List.of() : Pem.certificates(clientCertificate);
            if (!chain.isEmpty()) {
                chain.get(0).checkValidity();
            }
        } catch (GeneralSecurityException e) {
            faults.add("value", "tls.client_certificate", e.getMessage() + ".");
            return;
        }
        try {
            if (!chain.isEmpty() && clientKey != null) {
                Pem.requirePair(chain.get(0), Pem.privateKey(clientKey, chain.get(0)));
            }
        } catch (GeneralSecurityException e) {
            faults.add("value", "tls.client_key", e.getMessage() + ".");
        }
    }

    /** What shows the client certificate; null for none. */
    @Nullable
    KeyManagerFactory keys() throws GeneralSecurityException {
        if (clientCertificate == null || clientKey == null) {
            return null;
        }
        List<X509Certificate> chain = Pem.certificates(clientCertificate);
        return TlsMaterial.keys(chain, Pem.privateKey(clientKey, chain.get(0)));
    }

    /** What trusts the endpoint's own CA alone; null for what Java trusts. */
    @Nullable
    TrustManagerFactory trust() throws GeneralSecurityException {
        return trustedCa == null ? null : TlsMaterial.trust(Pem.certificates(trustedCa));
    }

    /** What is listed of it: whose certificate it is and until when. */
    Map<String, @Nullable Object> view() {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        try {
            X509Certificate leaf = clientCertificate == null
                    ? null
                    : Pem.certificates(clientCertificate).get(0);
            view.put(
                    "client_certificate_subject",
                    leaf == null ? null : leaf.getSubjectX500Principal().getName());
            view.put(
                    "client_certificate_until_utc",
                    leaf == null ? null : leaf.getNotAfter().toInstant().toString());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the store holds a certificate that is none", e);
        }
        view.put("trusted_ca", trustedCa != null);
        return view;
    }

    @Override
    public String toString() {
        return "TlsOptions[***]";
    }
}
