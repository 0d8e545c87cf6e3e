package io.caravanserai.codec;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.bc.BcPGPSecretKeyRingCollection;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;

/** The keys of one partner's files: our secret ones, and the partner's public ones. */
public final class PgpKeys {
    private final List<PGPSecretKey> secrets = new ArrayList<>();
    private final List<PGPPublicKeyRing> partners = new ArrayList<>();
    private final Map<Long, PGPPrivateKey> unlocked = new HashMap<>();
    private final String passphrase;

    /**
     * @param secretKeys armored; empty for none
     * @param passphrase of the secret keys; empty for none
     * @param publicKeys armored, the partner's; empty for none. They are trusted as they are: who gave them is the
     *     operator's business
     * @throws KeyTrouble when one of them cannot be read
     */
    public PgpKeys(String secretKeys, String passphrase, String publicKeys) {
        this.passphrase = passphrase;
        try {
            if (!secretKeys.isBlank()) {
                new BcPGPSecretKeyRingCollection(armored(secretKeys)).forEach(ring -> ring.forEach(secrets::add));
            }
            if (!publicKeys.isBlank()) {
                new BcPGPPublicKeyRingCollection(armored(publicKeys)).forEach(partners::add);
            }
        } catch (IOException | PGPException | RuntimeException e) {
            throw new KeyTrouble("a PGP key cannot be read: export it with --armor, secret keys for pgpKey and pgpSign,"
                    + " public ones for pgpVerify and pgpRecipient");
        }
        if ((!secretKeys.isBlank() && secrets.isEmpty()) || (!publicKeys.isBlank() && partners.isEmpty())) {
            throw new KeyTrouble("a file of PGP keys holds none: export the key again with --armor");
        }
    }

    private static InputStream armored(String keys) throws IOException {
        return PGPUtil.getDecoderStream(new ByteArrayInputStream(keys.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Whether files must be signed by the partner. */
    boolean wantsSignature() {
        return !partners.isEmpty();
    }

    /** Ours that can open what is encrypted for this id; all that can when the sender hid it (id 0). */
    List<PGPSecretKey> openers(long id) {
        return secrets.stream()
                .filter(key -> !key.isPrivateKeyEmpty() && key.getPublicKey().isEncryptionKey())
                .filter(key -> id == 0 || key.getKeyID() == id)
                .toList();
    }

    /** The partner's key of this id. */
    Optional<PGPPublicKey> signer(long id) {
        return partners.stream()
                .map(ring -> Optional.ofNullable(ring.getPublicKey(id)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * One key for each of the partner's that can be encrypted for.
     *
     * @throws KeyTrouble when one has none that is in force
     */
    List<PGPPublicKey> recipients() {
        return partners.stream().map(KeyUse::forEncryption).toList();
    }

    /**
     * Ours to sign with.
     *
     * @throws KeyTrouble when there is none
     */
    PGPSecretKey signing() {
        return secrets.stream()
                .filter(key -> !key.isPrivateKeyEmpty() && key.isSigningKey() && KeyUse.signs(key.getPublicKey()))
                .findFirst()
                .orElseThrow(() -> new KeyTrouble("no secret PGP key of pgpSign may sign: export one that may"));
    }

    /**
     * @throws KeyTrouble when the passphrase is not the key's
     */
    synchronized PGPPrivateKey unlock(PGPSecretKey key) {
        return unlocked.computeIfAbsent(key.getKeyID(), id -> {
            try {
                return key.extractPrivateKey(new BcPBESecretKeyDecryptorBuilder(new BcPGPDigestCalculatorProvider())
                        .build(passphrase.toCharArray()));
            } catch (PGPException | RuntimeException e) {
                throw new KeyTrouble("the passphrase does not open our PGP key " + name(id)
                        + ": set the one it was made with; the file stays where it is");
            }
        });
    }

    /** Ids of ours, to be named beside those a file is encrypted for. */
    String ours() {
        return String.join(
                ", ", secrets.stream().map(key -> name(key.getKeyID())).toList());
    }

    static String name(long id) {
        return String.format("%016X", id);
    }
}
