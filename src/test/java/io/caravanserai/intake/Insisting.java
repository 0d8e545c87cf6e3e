package io.caravanserai.intake;

import io.caravanserai.tls.Pem;
import io.caravanserai.tls.TestCertificates;
import io.caravanserai.tls.TlsMaterial;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/** A client that shows its certificate whoever the server says that it trusts; Java's own shows none then. */
final class Insisting extends X509ExtendedKeyManager {
    private static final String ALIAS = "own";

    private final X509KeyManager keys;

    Insisting(TestCertificates shown) throws GeneralSecurityException {
        keys = (X509KeyManager) TlsMaterial.keys(List.of(shown.parsed()), Pem.privateKey(shown.key(), shown.parsed()))
                .getKeyManagers()[0];
    }

    @Override
    public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
        return ALIAS;
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
        return ALIAS;
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal[] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
        return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return keys.getCertificateChain(ALIAS);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return keys.getPrivateKey(ALIAS);
    }
}
