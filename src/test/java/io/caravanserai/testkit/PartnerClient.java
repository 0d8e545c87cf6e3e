package io.caravanserai.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;

/** A partner that logs in to the hub's mailbox by a key of its own. */
public final class PartnerClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final SshClient client = quickClient();
    private final KeyPair key;
    private final Path publicKey;

    private PartnerClient(KeyPair key, Path publicKey) {
        this.key = key;
        this.publicKey = publicKey;
    }

    /** A client that is started, trusts every server, and spares the processor the exchange that outlives quantum computers. */
    public static SshClient quickClient() {
        SshClient client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier((session, address, hostKey) -> true);
        client.setKeyExchangeFactories(NamedFactory.setUpTransformedFactories(
                true, List.of(BuiltinDHFactories.curve25519), ClientBuilder.DH2KEX));
        client.start();
        return client;
    }

    /** @param publicKey the file that its public key is written to */
    public static PartnerClient withNewKey(Path publicKey) throws IOException, GeneralSecurityException {
        KeyPair key = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        Files.writeString(publicKey, PublicKeyEntry.toString(key.getPublic()) + " partner@test\n");
        return new PartnerClient(key, publicKey);
    }

    /** The file with its public key. */
    public Path publicKey() {
        return publicKey;
    }

    public String fingerprint() {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, key.getPublic());
    }

    /** Logs in; closing the answer closes the connection. */
    public SftpClient login(int port, String mailbox) throws IOException {
        ClientSession session =
                client.connect(mailbox, "127.0.0.1", port).verify(PATIENCE).getSession();
        try {
            session.addPublicKeyIdentity(key);
            session.auth().verify(PATIENCE);
            return SftpClientFactory.instance().createSftpClient(session).singleSessionInstance();
        } catch (IOException e) {
            session.close(true);
            throw e;
        }
    }

    /** Uploads a file; returns when the hub has said that it has it. */
    public void put(int port, String mailbox, String path, byte[] content) throws IOException {
        try (SftpClient sftp = login(port, mailbox)) {
            put(sftp, path, content);
        }
    }

    /** The same in an open session. */
    public static void put(SftpClient sftp, String path, byte[] content) throws IOException {
        try (SftpClient.CloseableHandle handle =
                sftp.open(path, SftpClient.OpenMode.Write, SftpClient.OpenMode.Create, SftpClient.OpenMode.Truncate)) {
            int half = content.length / 2;
            sftp.write(handle, 0, content, 0, half);
            sftp.write(handle, half, content, half, content.length - half);
        }
    }

    @Override
    public void close() {
        client.stop();
    }
}
