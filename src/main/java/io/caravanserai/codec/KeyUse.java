package io.caravanserai.codec;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;

/** What a public key may be used for by its flags (RFC 9580 section 5.2.3.29), its revocation and its time. */
final class KeyUse {
    private KeyUse() {}

    /**
     * The newest key of a ring that may be encrypted for.
     *
     * @throws KeyTrouble when there is none
     */
    static PGPPublicKey forEncryption(PGPPublicKeyRing ring) {
        PGPPublicKey newest = null;
        for (PGPPublicKey key : ring) {
            boolean good = key.isEncryptionKey()
                    && may(key, KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE)
                    && isInForce(key, Instant.now());
            if (good && (newest == null || !made(newest).isAfter(made(key)))) {
                newest = key;
            }
        }
        if (newest == null || !isInForce(ring.getPublicKey(), Instant.now())) {
            throw new KeyTrouble(
                    "the partner's PGP key " + PgpKeys.name(ring.getPublicKey().getKeyID())
                            + " cannot be encrypted for, or is expired or revoked: ask the partner for a new one");
        }
        return newest;
    }

    static boolean signs(PGPPublicKey key) {
        return may(key, KeyFlags.SIGN_DATA) && isInForce(key, Instant.now());
    }

    /** Whether it was neither revoked nor out of date at a time. */
    static boolean isInForce(PGPPublicKey key, Instant at) {
        long seconds = key.getValidSeconds();
        long age = Duration.between(made(key), at).toSeconds();
        return !key.hasRevocation() && (seconds == 0 || age <= seconds);
    }

    private static Instant made(PGPPublicKey key) {
        return key.getCreationTime().toInstant();
    }

    /** A key without flags may do what its algorithm can. */
    private static boolean may(PGPPublicKey key, int use) {
        List<Integer> flags = new ArrayList<>();
        for (Iterator<PGPSignature> signatures = key.getSignatures(); signatures.hasNext(); ) {
            PGPSignature signature = signatures.next();
            if (signature.getHashedSubPackets() != null
                    && signature.getHashedSubPackets().getKeyFlags() != 0) {
                flags.add(signature.getHashedSubPackets().getKeyFlags());
            }
        }
        return flags.isEmpty() || flags.stream().anyMatch(set -> (set & use) != 0);
    }
}
