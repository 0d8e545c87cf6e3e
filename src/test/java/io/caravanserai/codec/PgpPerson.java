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
import org.bouncycastle.crypto.AsymmetricCipherKeyPairGenerator;
import org.bouncycastle.crypto.KeyGenerationParameters;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.generators.X25519KeyPairGenerator;
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
    private static final Kind CURVES = new Kind(PublicKeyPacket.EDDSA_LEGACY, PublicKeyPacket.ECDH);
    private static final Kind RSA = new Kind(PublicKeyPacket.RSA_GENERAL, PublicKeyPacket.RSA_GENERAL);

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
        return made(name, passphrase, validSeconds, CURVES);
    }

    /** With RSA keys, which take long to make and to use. */
    static PgpPerson withRsa(String name, String passphrase) {
        return made(name, passphrase, 0, RSA);
    }

    private static PgpPerson made(String name, String passphrase, long validSeconds, Kind kind) {
        try {
            Date made = Date.from(Instant.now().minusSeconds(60));
            PGPKeyRingGenerator ring = new PGPKeyRingGenerator(
                    PGPSignature.POSITIVE_CERTIFICATION,
                    kind.pair(kind.signs(), made),
                    name + " <" + name + "@example.com>",
                    new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1),
                    use(KeyFlags.SIGN_DATA | KeyFlags.CERTIFY_OTHER, validSeconds),
                    null,
                    new BcPGPContentSignerBuilder(kind.signs(), HashAlgorithmTags.SHA256),
                    new BcPBESecretKeyEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                            .build(passphrase.toCharArray()));
            ring.addSubKey(
                    kind.pair(kind.encrypts(), made),
                    use(KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE, validSeconds),
                    null);
            return new PgpPerson(ring, passphrase);
        } catch (PGPException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Algorithms of the two keys.
     *
     * @param signs number of OpenPGP
     * @param encrypts number of OpenPGP
     */
    private record Kind(int signs, int encrypts) {
        BcPGPKeyPair pair(int algorithm, Date made) throws PGPException {
            return new BcPGPKeyPair(
                    PublicKeyPacket.VERSION_4, algorithm, generator(algorithm).generateKeyPair(), made);
        }

        private static AsymmetricCipherKeyPairGenerator generator(int algorithm) {
            SecureRandom random = new SecureRandom();
            AsymmetricCipherKeyPairGenerator generator =
                    switch (algorithm) {
                        case PublicKeyPacket.EDDSA_LEGACY -> new Ed25519KeyPairGenerator();
                        case PublicKeyPacket.ECDH -> new X25519KeyPairGenerator();
                        default -> new RSAKeyPairGenerator();
                    };
            generator.init(
                    generator instanceof RSAKeyPairGenerator
                            ? new RSAKeyGenerationParameters(BigInteger.valueOf(65537), random, 2048, 100)
                            : new KeyGenerationParameters(random, 255));
            return generator;
        }
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
