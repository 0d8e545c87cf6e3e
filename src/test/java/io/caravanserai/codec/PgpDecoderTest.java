package io.caravanserai.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bouncycastle.bcpg.AEADAlgorithmTags;
import org.bouncycastle.bcpg.CompressionAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPCompressedDataGenerator;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PGP messages that are good, and all ways in which they are not. */
class PgpDecoderTest {
    private static final PgpPerson HUB = PgpPerson.named("hub", "open sesame");
    private static final PgpPerson CARRIER = PgpPerson.named("carrier", "secret");
    private static final PgpPerson STRANGER = PgpPerson.named("stranger", "other");
    private static final byte[] FILE =
            "ISA*00*...~\nIEA*1*000000001~\n".repeat(50).getBytes(UTF_8);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @Test
    void aSignedMessageOfThePartnerIsRead() throws IOException {
        Provider[] before = Security.getProviders();
        byte[] message = Codecs.pgp(FILE, HUB, CARRIER, "secret");

        assertThat(decode("pgp", message, HUB.reading(CARRIER))).isEqualTo(Map.of("packed", text()));
        assertThat(decode("pgp", message, HUB.reading()))
                .as("nobody asks who signed")
                .isEqualTo(Map.of("packed", text()));
        assertThat(Security.getProviders()).as("no provider is registered").isEqualTo(before);
    }

    @Test
    void chainsAndArmorAreReadAndAutoFindsThem() throws IOException {
        byte[] packed = Codecs.pgp(Codecs.gzip(FILE), HUB, null, "");
        byte[] armored = Codecs.bytes(out -> new FileEncoder(List.of(Codec.ZIP, Codec.PGP), false, true)
                .encode(new ByteArrayInputStream(FILE), "a.edi", new PgpKeys("", "", HUB.publicKey()), out));

        assertThat(decode("pgp,gzip", packed, HUB.reading())).isEqualTo(Map.of("packed", text()));
        assertThat(decode("auto", packed, HUB.reading())).isEqualTo(Map.of("packed", text()));
        assertThat(new String(armored, UTF_8)).startsWith("-----BEGIN PGP MESSAGE-----");
        assertThat(decode("auto", armored, HUB.reading())).isEqualTo(Map.of("packed!/a.edi", text()));
        assertThat(decode("auto", FILE, HUB.reading())).isEqualTo(Map.of("packed", text()));
        assertThat(decode("auto", "\u00c1ble;1\n".getBytes(ISO_8859_1), null))
                .as("a text that begins like a PGP message")
                .isEqualTo(Map.of("packed", "\u00c1ble;1\n"));
        refused("pgp", packed, HUB.reading(), "set decode to the whole chain, such as pgp,gzip");
        refused("auto", packed, null, "no key is known: set pgpKey");
    }

    @Test
    void aMessageForSomebodyElseNamesBothKeys() {
        byte[] message = Codecs.pgp(FILE, STRANGER, CARRIER, "secret");

        refused(
                "pgp",
                message,
                HUB.reading(),
                "encrypted for " + PgpKeys.name(STRANGER.encryptionKey().getKeyID()) + " and not for our ");
    }

    @Test
    void aWrongPassphraseIsNoFaultOfTheFile() {
        byte[] message = Codecs.pgp(FILE, HUB, CARRIER, "secret");
        PgpKeys locked = new PgpKeys(HUB.secretKey(), "wrong", "");

        assertThatThrownBy(() -> decode("pgp", message, locked))
                .isInstanceOf(KeyTrouble.class)
                .hasMessageContaining("passphrase does not open our PGP key")
                .hasMessageNotContaining("wrong");
    }

    @Test
    void theSignatureMustBeThePartners() {
        String wanted = "no good signature of a key in pgpVerify";

        refused("pgp", Codecs.pgp(FILE, HUB, null, ""), HUB.reading(CARRIER), wanted);
        refused("pgp", Codecs.pgp(FILE, HUB, STRANGER, "other"), HUB.reading(CARRIER), wanted);
        refused("auto", FILE, HUB.reading(CARRIER), "not signed with PGP as pgpVerify wants");
        refused("auto", Codecs.gzip(FILE), HUB.reading(CARRIER), "not signed with PGP as pgpVerify wants");
    }

    @Test
    void whatFollowsAMessageIsNotPassedOver() {
        byte[] message = Codecs.pgp(FILE, HUB, null, "");
        byte[] two = Arrays.copyOf(message, message.length * 2);
        System.arraycopy(message, 0, two, message.length, message.length);

        refused("pgp", two, HUB.reading(), "more than one file or message");
    }

    @Test
    void nobodyEncryptsForAKeyThatIsOutOfDate() {
        PgpPerson past = PgpPerson.named("past", "p", 10);

        assertThatThrownBy(() -> Codecs.pgp(FILE, past, null, ""))
                .isInstanceOf(KeyTrouble.class)
                .hasMessageContaining("expired or revoked");
    }

    @Test
    void withoutIntegrityProtectionNothingIsRead() {
        byte[] message = encrypted(
                new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256).setWithIntegrityPacket(false));

        refused("pgp", message, HUB.reading(), "no integrity protection (MDC)");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMessageThatWasChangedOrCutIsRefusedWhereverThatWas(boolean signed) {
        byte[] message = signed ? Codecs.pgp(FILE, HUB, CARRIER, "secret") : Codecs.pgp(FILE, HUB, null, "");

        // the first packet holds the session key; what it says of itself may change without harm
        changed(message, 16);
    }

    @Test
    void soIsOneOfTheNewerKind() throws IOException {
        byte[] message = encrypted(new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                .setWithAEAD(AEADAlgorithmTags.OCB, 6)
                .setUseV5AEAD());

        assertThat(decode("pgp", message, HUB.reading())).isEqualTo(Map.of("packed", text()));
        changed(message, 16);
    }

    private void changed(byte[] message, int from) {
        Random random = new Random(7);
        PgpKeys keys = HUB.reading();
        for (int at = from; at < message.length; at += 1 + random.nextInt(7)) {
            byte[] damaged = message.clone();
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            int place = at;
            try {
                assertThat(decode("pgp", damaged, keys))
                        .as("byte " + place + " of " + message.length)
                        .isEqualTo(Map.of("packed", text()));
                assertThat(place).as("only what is not content may change").isLessThan(300);
            } catch (CodecFault refused) {
                assertThat(refused).hasMessageContaining("PGP");
            } catch (IOException e) {
                throw new AssertionError("byte " + place, e);
            }
        }
        for (int length = 0; length < message.length; length += 1 + random.nextInt(40)) {
            byte[] cut = Arrays.copyOf(message, length);
            assertThatThrownBy(() -> decode("pgp", cut, keys))
                    .as("cut at " + length)
                    .isInstanceOf(CodecFault.class);
        }
    }

    @Test
    void aBombInAMessageStops() {
        byte[] bomb = encrypted(
                new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256).setWithIntegrityPacket(true),
                new byte[32 << 20]);

        refused("pgp", bomb, HUB.reading(), "more than 200 times");
        assertThat(Codecs.sizeOf(folder)).isLessThan(20L << 20);
    }

    @Test
    void keysThatAreNoneAreToldAsSuch() {
        assertThatThrownBy(() -> new PgpKeys("no key", "", "")).isInstanceOf(KeyTrouble.class);
        assertThatThrownBy(() -> new PgpKeys(HUB.publicKey(), "", "")).isInstanceOf(KeyTrouble.class);
        assertThatThrownBy(() -> new PgpKeys("", "", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n"))
                .isInstanceOf(KeyTrouble.class)
                .hasMessageContaining("--armor");
    }

    private static byte[] encrypted(BcPGPDataEncryptorBuilder how) {
        return encrypted(how, FILE);
    }

    /** For the hub, packed as most programs do. */
    private static byte[] encrypted(BcPGPDataEncryptorBuilder how, byte[] content) {
        return Codecs.bytes(out -> {
            try {
                PGPEncryptedDataGenerator encryption = new PGPEncryptedDataGenerator(how);
                encryption.addMethod(new BcPublicKeyKeyEncryptionMethodGenerator(HUB.encryptionKey()));
                PGPCompressedDataGenerator compression = new PGPCompressedDataGenerator(CompressionAlgorithmTags.ZLIB);
                PGPLiteralDataGenerator literal = new PGPLiteralDataGenerator();
                try (OutputStream encrypted = encryption.open(out, new byte[4096]);
                        OutputStream compressed = compression.open(encrypted);
                        OutputStream file = literal.open(
                                compressed, PGPLiteralData.BINARY, "a", Date.from(Instant.EPOCH), new byte[4096])) {
                    file.write(content);
                    literal.close();
                    compression.close();
                }
            } catch (PGPException e) {
                throw new IOException(e);
            }
        });
    }

    private Map<String, String> decode(String steps, byte[] packed, @Nullable PgpKeys keys) throws IOException {
        return Codecs.decode(steps, packed, folder, Codecs.LIMITS, keys);
    }

    private void refused(String steps, byte[] packed, @Nullable PgpKeys keys, String reason) {
        assertThatThrownBy(() -> decode(steps, packed, keys))
                .isInstanceOf(CodecFault.class)
                .hasMessageContaining(reason);
    }

    private static String text() {
        return new String(FILE, UTF_8);
    }
}
