package io.caravanserai.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts what is written to it for the partner's keys, AES-256 with integrity protection, signed when wanted. It is
 * complete when closed.
 */
final class PgpEncoder extends OutputStream {
    private static final int CHUNK = 64 * 1024;

    private final OutputStream out;
    private final PGPEncryptedDataGenerator encryption =
            new PGPEncryptedDataGenerator(new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                    .setWithIntegrityPacket(true)
                    .setSecureRandom(new SecureRandom()));
    private final PGPLiteralDataGenerator literal = new PGPLiteralDataGenerator();
    private final @Nullable PGPSignatureGenerator signature;
    private final OutputStream encrypted;
    private final OutputStream content;

    /**
     * @param name the file's, told to the partner
     * @throws KeyTrouble when a key cannot be used
     */
    PgpEncoder(OutputStream out, String name, PgpKeys keys, boolean sign, boolean armored) throws IOException {
        try {
            for (PGPPublicKey recipient : keys.recipients()) {
                encryption.addMethod(new BcPublicKeyKeyEncryptionMethodGenerator(recipient));
            }
            signature = sign ? signature(keys) : null;
            this.out = armored ? new Armor(out) : out;
            encrypted = encryption.open(this.out, new byte[CHUNK]);
            if (signature != null) {
                signature.generateOnePassVersion(false).encode(encrypted);
            }
            content = literal.open(encrypted, PGPLiteralData.BINARY, name, Date.from(Instant.now()), new byte[CHUNK]);
        } catch (PGPException e) {
            throw new KeyTrouble(
                    "nothing can be encrypted with the keys in pgpRecipient and pgpSign: " + e.getMessage());
        }
    }

    private static PGPSignatureGenerator signature(PgpKeys keys) throws PGPException {
        PGPSecretKey key = keys.signing();
        PGPSignatureGenerator signature = new PGPSignatureGenerator(
                new BcPGPContentSignerBuilder(key.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA256),
                key.getPublicKey());
        signature.init(PGPSignature.BINARY_DOCUMENT, keys.unlock(key));
        return signature;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] chunk, int from, int length) throws IOException {
        content.write(chunk, from, length);
        if (signature != null) {
            signature.update(chunk, from, length);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            literal.close();
            if (signature != null) {
                signature.generate().encode(encrypted);
            }
            encryption.close();
            out.close();
        } catch (PGPException e) {
            throw new KeyTrouble("nothing can be signed with the key in pgpSign: " + e.getMessage());
        }
    }

    /** Closes what is behind it too, which its parent does not. */
    private static final class Armor extends ArmoredOutputStream {
        private final OutputStream behind;

        Armor(OutputStream behind) {
            super(behind);
            this.behind = behind;
        }

        @Override
        public void close() throws IOException {
            super.close();
            behind.close();
        }
    }
}
