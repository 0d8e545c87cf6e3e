package io.caravanserai.mailbox;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.util.Map;
import java.util.Set;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyPairProvider;

/**
 * A public key that opens a mailbox.
 *
 * @param key type and base64, as in authorized_keys
 * @param fingerprint such as {@code SHA256:...}
 * @param comment what the partner wrote behind it; may be empty
 */
record PartnerKey(String key, String fingerprint, String comment) {
    private static final int MIN_RSA_BITS = 2048;
    private static final Set<String> TYPES = Set.of(
            KeyPairProvider.SSH_ED25519,
            KeyPairProvider.SSH_RSA,
            KeyPairProvider.ECDSA_SHA2_NISTP256,
            KeyPairProvider.ECDSA_SHA2_NISTP384,
            KeyPairProvider.ECDSA_SHA2_NISTP521);

    /**
     * Reads a line as ssh-keygen writes it to a .pub file.
     *
     * @throws IllegalArgumentException in the user's words when it is no key that is accepted
     */
    static PartnerKey parse(String line) {
        String trimmed = line.trim();
        if (trimmed.contains("PRIVATE KEY")) {
            throw new IllegalArgumentException("this is a private key, which stays with its owner: send the .pub file");
        }
        String type = trimmed.split("\\s", 2)[0];
        if (!TYPES.contains(type) || trimmed.lines().count() != 1) {
            throw new IllegalArgumentException("a key has to be one line of a .pub file that begins with ssh-ed25519,"
                    + " ecdsa-sha2-nistp256, ecdsa-sha2-nistp384, ecdsa-sha2-nistp521 or ssh-rsa");
        }
        try {
            AuthorizedKeyEntry entry = AuthorizedKeyEntry.parseAuthorizedKeyEntry(trimmed);
            PublicKey key = resolve(entry);
            if (key instanceof RSAKey rsa && rsa.getModulus().bitLength() < MIN_RSA_BITS) {
                throw new IllegalArgumentException(
                        "the RSA key has " + rsa.getModulus().bitLength() + " bits but needs " + MIN_RSA_BITS
                                + " or more: make one by ssh-keygen -t ed25519");
            }
            return new PartnerKey(PublicKeyEntry.toString(key), fingerprint(key), comment(trimmed));
        } catch (IOException | GeneralSecurityException | IllegalStateException e) {
            throw new IllegalArgumentException("the key cannot be read: copy the whole line of the .pub file", e);
        }
    }

    private static String comment(String line) {
        String[] words = line.split("\\s+", 3);
        return words.length < 3 ? "" : words[2].replaceAll("\\p{Cntrl}", "");
    }

    private static PublicKey resolve(PublicKeyEntry entry) throws IOException, GeneralSecurityException {
        return entry.resolvePublicKey(null, Map.of(), PublicKeyEntryResolver.FAILING);
    }

    /** Whether it is this key. */
    boolean is(PublicKey other) {
        return fingerprint.equals(fingerprint(other));
    }

    /** The fingerprint as ssh shows it. */
    static String fingerprint(PublicKey key) {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
    }
}
