package io.caravanserai.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/** Somebody with a key to sign and one to be encrypted for, made anew for a test. */
public final class PgpPerson {
    private final PGPKeyRingGenerator ring;
    private final String passphrase;

    private PgpPerson(PGPKeyRingGenerator ring, String passphrase) {
        this.ring = ring;
        this.passphrase = passphrase;
    }

    public static PgpPerson named(String name, String passphrase) {
        return named(name, passphrase, 0);
    }

    /**
     * @param validSeconds how long the keys are valid; 0 for ever
     */
    static PgpPerson named(String name, String passphrase, long validSeconds) {
        try {
            Date made = Date.from(Instant.now().minusSeconds(60));
            PGPKeyRingGenerator ring = new PGPKeyRingGenerator(
                    PGPSignature.POSITIVE_CERTIFICATION,
                    pair(made),
                    name + " <" + name + "@example.com>",
                    new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1),
                    use(KeyFlags.SIGN_DATA | KeyFlags.CERTIFY_OTHER, validSeconds),
                    null,
                    new BcPGPContentSignerBuilder(PublicKeyPacket.RSA_GENERAL, HashAlgorithmTags.SHA256),
                    new BcPBESecretKeyEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                            .build(passphrase.toCharArray()));
            ring.addSubKey(pair(made), use(KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE, validSeconds), null);
            return new PgpPerson(ring, passphrase);
        } catch (PGPException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BcPGPKeyPair pair(Date made) throws PGPException {
        RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
        generator.init(new RSAKeyGenerationParameters(BigInteger.valueOf(65537), new SecureRandom(), 2048, 100));
        return new BcPGPKeyPair(
                PublicKeyPacket.VERSION_4, PublicKeyPacket.RSA_GENERAL, generator.generateKeyPair(), made);
    }

    private static PGPSignatureSubpacketVector use(int flags, long validSeconds) {
        PGPSignatureSubpacketGenerator packets = new PGPSignatureSubpacketGenerator();
        packets.setKeyFlags(false, flags);
        // without, others may sign for it with SHA-1
        packets.setPreferredHashAlgorithms(false, new int[] {HashAlgorithmTags.SHA256, HashAlgorithmTags.SHA512});
        if (validSeconds > 0) {
            packets.setKeyExpirationTime(false, validSeconds);
        }
        return packets.generate();
    }

    /** Armored, as one gives it away. */
    public String publicKey() {
        return armored(out -> ring.generatePublicKeyRing().encode(out));
    }

    /** Armored, under the passphrase. */
    public String secretKey() {
        return armored(out -> ring.generateSecretKeyRing().encode(out));
    }

    /** The keys of one side that gets files of the other. */
    public PgpKeys reading(PgpPerson partner) {
        return new PgpKeys(secretKey(), passphrase, partner.publicKey());
    }

    /** The keys of one side that does not ask who sent something. */
    public PgpKeys reading() {
        return new PgpKeys(secretKey(), passphrase, "");
    }

    /** The key that others encrypt for. */
    PGPPublicKey encryptionKey() {
        return KeyUse.forEncryption(ring.generatePublicKeyRing());
    }

    private interface Content {
        void write(OutputStream out) throws IOException;
    }

    private static String armored(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ArmoredOutputStream armor = new ArmoredOutputStream(bytes)) {
            content.write(armor);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toString(StandardCharsets.US_ASCII);
    }
}
