package io.caravanserai.intake;

import io.caravanserai.codec.PgpKeys;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The PGP keys that references lead to now: a key that is replaced is used from the next file on. */
final class KeysInUse {
    private final String secretKeys;
    private final String passphrase;
    private final String publicKeys;
    private List<String> texts = List.of();
    private @Nullable PgpKeys keys;

    /** Each is a {@link SecretRef}, or empty for none. */
    KeysInUse(String secretKeys, String passphrase, String publicKeys) {
        this.secretKeys = secretKeys;
        this.passphrase = passphrase;
        this.publicKeys = publicKeys;
    }

    /**
     * @throws IllegalArgumentException when one is no reference
     */
    void check() {
        List.of(secretKeys, passphrase, publicKeys).stream()
                .filter(reference -> !reference.isBlank())
                .forEach(SecretRef::parse);
    }

    /**
     * Empty when no key is referred to.
     *
     * @throws SecretRef.MissingSecret when there is none where a reference points
     */
    synchronized Optional<PgpKeys> current() {
        List<String> now = List.of(text(secretKeys), text(passphrase), text(publicKeys));
        if (now.get(0).isEmpty() && now.get(2).isEmpty()) {
            return Optional.empty();
        }
        if (keys == null || !now.equals(texts)) {
            // a key takes a tenth of a second to unlock
            keys = new PgpKeys(now.get(0), now.get(1), now.get(2));
            texts = now;
        }
        return Optional.of(keys);
    }

    private static String text(String reference) {
        return reference.isBlank() ? "" : SecretRef.parse(reference).resolve();
    }
}
