package io.caravanserai.partner;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The host key that is trusted for a server, as people compare it. */
final class KnownHostKey {
    private KnownHostKey() {}

    /** Such as {@code ssh-ed25519 SHA256:...}, as ssh-keygen prints it; several keys one after the other. */
    static Optional<String> fingerprint(String knownHosts, String host, String port) {
        if (!Files.isReadable(Path.of(knownHosts))) {
            return Optional.empty();
        }
        try {
            JSch client = new JSch();
            client.setKnownHosts(knownHosts);
            // as known_hosts names a server on a port of its own
            String name = port.equals("22") ? host : "[" + host + "]:" + port;
            HostKey[] keys = client.getHostKeyRepository().getHostKey(name, null);
            List<String> shown = new ArrayList<>();
            for (HostKey key : keys == null ? new HostKey[0] : keys) {
                shown.add(
                        key.getType() + " SHA256:" + sha256(Base64.getDecoder().decode(key.getKey())));
            }
            return shown.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", shown));
        } catch (JSchException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String sha256(byte[] key) {
        try {
            return Base64.getEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
