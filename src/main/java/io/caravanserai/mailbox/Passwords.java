package io.caravanserai.mailbox;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/** Passwords are kept as PBKDF2 with HMAC-SHA-256 (RFC 8018), salted, 600,000 rounds. */
final class Passwords {
    private static final int SHORTEST = 12;
    private static final int ROUNDS = 600_000;
    private static final int BITS = 256;
    /** What the password of a mailbox without one is compared with, so that the time tells nothing. */
    private static final String NOBODY = text(ROUNDS, new byte[16], new byte[BITS / 8]);

    private Passwords() {}

    /**
     * @throws IllegalArgumentException when it is too short
     */
    static String hash(String password) {
        if (password.length() < SHORTEST || password.length() > 256) {
            throw new IllegalArgumentException("a password has to be " + SHORTEST + " to 256 characters long");
        }
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        return text(ROUNDS, salt, derived(password, salt, ROUNDS));
    }

    /** Whether it is the password; takes as long when there is none. */
    static boolean matches(String password, @Nullable String hash) {
        String[] parts = (hash == null ? NOBODY : hash).split(":", -1);
        byte[] salt = Base64.getDecoder().decode(parts[1]);
        byte[] expected = Base64.getDecoder().decode(parts[2]);
        return MessageDigest.isEqual(derived(password, salt, Integer.parseInt(parts[0])), expected) && hash != null;
    }

    private static String text(int rounds, byte[] salt, byte[] derived) {
        Base64.Encoder encoder = Base64.getEncoder();
        return rounds + ":" + encoder.encodeToString(salt) + ":" + encoder.encodeToString(derived);
    }

    private static byte[] derived(String password, byte[] salt, int rounds) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, rounds, BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has PBKDF2", e);
        } finally {
            spec.clearPassword();
        }
    }
}
