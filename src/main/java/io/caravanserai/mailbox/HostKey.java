package io.caravanserai.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Iterator;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/**
 * What partners know the mailbox by: an ed25519 key that is made at the first start and kept, readable by the hub alone.
 */
record HostKey(KeyPair pair) {
    private static final String FILE = "mailbox_host_key";

    /**
     * The key of a folder, made if there is none.
     *
     * @throws IllegalStateException when it cannot be read or made
     */
    static HostKey in(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                make(folder, file);
            }
            return read(file);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the mailbox's host key " + file + " cannot be used (" + e
                            + "): put the right one back, or delete it for a new one that partners must be told of",
                    e);
        }
    }

    private static HostKey read(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            Iterator<KeyPair> pairs = SecurityUtils.loadKeyPairIdentities(
                            null, NamedResource.ofName(file.toString()), in, FilePasswordProvider.EMPTY)
                    .iterator();
            return new HostKey(pairs.next());
        }
    }

    private static void make(Path folder, Path file) throws IOException, GeneralSecurityException {
        KeyPair made = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        Files.createDirectories(folder);
        Path draft = folder.resolve(FILE + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(draft)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(made, "caravanserai mailbox", null, out);
        }
        Home.sync(draft);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        Home.sync(folder);
    }

    /** As ssh shows it: {@code SHA256:...}. */
    String fingerprint() {
        return PartnerKey.fingerprint(pair.getPublic());
    }

    /** Type and key, as in known_hosts behind the host. */
    String publicKey() {
        return PublicKeyEntry.toString(pair.getPublic());
    }
}
