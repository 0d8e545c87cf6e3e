package io.caravanserai.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A certificate and its key, made by the JDK's keytool for one test. */
public record TestCertificates(String certificate, String key) {
    private static final String PASSWORD = "only-a-test";
    /** Of the authority in every folder that has one. */
    private static final String AUTHORITY = "authority";

    /**
     * A self-signed one.
     *
     * @param algorithm RSA, EC or Ed25519
     * @param name whose it is; it is good for 127.0.0.1
     */
    public static TestCertificates make(Path folder, String algorithm, String name) throws Exception {
        return make(folder, algorithm, name, "127.0.0.1");
    }

    /**
     * @param address the only one it is good for
     */
    public static TestCertificates make(Path folder, String algorithm, String name, String address) throws Exception {
        return keytool(folder.resolve(name + ".p12"), algorithm, name, "-ext", "san=ip:" + address);
    }

    /** A self-signed one that was good until yesterday. */
    public static TestCertificates expired(Path folder, String name) throws Exception {
        return keytool(folder.resolve(name + ".p12"), "EC", name, "-startdate", "-3d", "-validity", "2");
    }

    /** A self-signed one that is good until tomorrow. */
    public static TestCertificates shortLived(Path folder, String name) throws Exception {
        return keytool(folder.resolve(name + ".p12"), "EC", name, "-validity", "1", "-ext", "san=ip:127.0.0.1");
    }

    /** One that signs others. */
    public static TestCertificates authority(Path folder) throws Exception {
        return keytool(folder.resolve("signed.p12"), "EC", AUTHORITY, "-ext", "bc:c");
    }

    /** One that the authority of this folder has signed. */
    public static TestCertificates signed(Path folder, String name) throws Exception {
        return keytool(folder.resolve("signed.p12"), "EC", name, "-signer", AUTHORITY);
    }

    private static TestCertificates keytool(Path file, String algorithm, String name, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                algorithm,
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
        command.addAll(List.of(more));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
        if (keytool.waitFor() != 0) {
            throw new AssertionError(said);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return new TestCertificates(
                pem("CERTIFICATE", store.getCertificate(name).getEncoded()),
                pem("PRIVATE KEY", store.getKey(name, PASSWORD.toCharArray()).getEncoded()));
    }

    /** Where a listener's settings point, as an operator would put it there: the key last. */
    public void write(Path certificateFile, Path keyFile) throws IOException {
        Files.writeString(certificateFile, certificate);
        Files.writeString(keyFile, key);
    }

    /** What the bytes say. */
    public X509Certificate parsed() throws CertificateException {
        return Pem.certificates(certificate).get(0);
    }

    /** A client's TLS that trusts this certificate alone and shows that of {@code client}; null to show none. */
    public SSLContext trusting(@Nullable TestCertificates client) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                client == null
                        ? null
                        : TlsMaterial.keys(List.of(client.parsed()), Pem.privateKey(client.key, client.parsed()))
                                .getKeyManagers(),
                TlsMaterial.trust(List.of(parsed())).getTrustManagers(),
                null);
        return context;
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
                + "\n-----END " + what + "-----\n";
    }
}
