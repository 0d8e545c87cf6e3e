package io.caravanserai.codec;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPOnePassSignature;
import org.bouncycastle.openpgp.PGPOnePassSignatureList;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.jspecify.annotations.Nullable;

/** The signatures of one message; one good one of the partner is enough, and needed when it is wanted at all. */
final class PgpSignatures {
    /** Collisions can be made. */
    private static final Set<Integer> WEAK =
            Set.of(HashAlgorithmTags.MD5, HashAlgorithmTags.SHA1, HashAlgorithmTags.RIPEMD160);

    private final Map<Long, PGPOnePassSignature> running = new HashMap<>();
    private final PgpKeys keys;

    PgpSignatures(PgpKeys keys, PGPOnePassSignatureList announced) throws PGPException {
        this.keys = keys;
        for (PGPOnePassSignature signature : announced) {
            PGPPublicKey signer = keys.signer(signature.getKeyID()).orElse(null);
            if (signer != null && !WEAK.contains(signature.getHashAlgorithm())) {
                signature.init(new BcPGPContentVerifierBuilderProvider(), signer);
                running.put(signature.getKeyID(), signature);
            }
        }
    }

    void update(byte[] chunk, int length) {
        running.values().forEach(signature -> signature.update(chunk, 0, length));
    }

    /**
     * @param signatures what follows the file, null when nothing does
     */
    void verify(@Nullable PGPSignatureList signatures) throws CodecFault, PGPException {
        if (!keys.wantsSignature()) {
            return;
        }
        if (signatures != null) {
            for (PGPSignature signature : signatures) {
                PGPOnePassSignature own = running.get(signature.getKeyID());
                if (own != null && isOfADocument(signature) && own.verify(signature) && isInForce(signature)) {
                    return;
                }
            }
        }
        throw unsigned();
    }

    private boolean isInForce(PGPSignature signature) {
        return keys.signer(signature.getKeyID())
                .filter(signer ->
                        KeyUse.isInForce(signer, signature.getCreationTime().toInstant()))
                .isPresent();
    }

    private static boolean isOfADocument(PGPSignature signature) {
        return signature.getSignatureType() == PGPSignature.BINARY_DOCUMENT
                || signature.getSignatureType() == PGPSignature.CANONICAL_TEXT_DOCUMENT;
    }

    static CodecFault unsigned() {
        return new CodecFault(
                "the PGP message has no good signature of a key in pgpVerify (one with SHA-1 or older is not"
                        + " good): ask the partner which key signed it and how, and add a key only if it is the partner's");
    }
}
