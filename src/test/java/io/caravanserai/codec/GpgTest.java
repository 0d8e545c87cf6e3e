package io.caravanserai.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.util.FileUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files to and from GnuPG, which most partners use; skipped where it is not installed. */
class GpgTest {
    private static final Path GPG = Path.of("/usr/bin/gpg");
    private static final String PASSPHRASE = "open sesame";
    private static final byte[] FILE =
            "UNB+UNOC:3+A+B'\nUNZ+0+1'\n".repeat(5_000).getBytes(UTF_8);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    private Path home = Path.of("");

    @BeforeEach
    void newHome() throws IOException {
        assumeThat(GPG).as("gpg").exists();
        // the path of its socket must be short
        home = Files.createTempDirectory(
                "gpg", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    @AfterEach
    void stopAgent() throws Exception {
        new ProcessBuilder("gpgconf", "--homedir", home.toString(), "--kill", "all")
                .start()
                .waitFor(1, TimeUnit.MINUTES);
        FileUtil.removeDir(home.toFile());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa2048", "future-default"})
    void bothReadWhatTheOtherWrote(String algorithm) throws Exception {
        gpg("--passphrase", PASSPHRASE, "--quick-generate-key", "partner@example.com", algorithm, "default", "never");
        if (algorithm.equals("rsa2048")) {
            String print = gpg("--list-keys", "--with-colons")
                    .lines()
                    .filter(line -> line.startsWith("fpr"))
                    .map(line -> line.substring("fpr:::::::::".length(), line.length() - 1))
                    .findFirst()
                    .orElseThrow();
            gpg("--passphrase", PASSPHRASE, "--quick-add-key", print, "rsa2048", "encr", "never");
        }
        Path publicKey = folder.resolve("partner.asc");
        gpg("--armor", "--output", publicKey.toString(), "--export", "partner@example.com");
        PgpPerson hub = algorithm.equals("rsa2048")
                ? PgpPerson.withRsa("hub", "hub's own")
                : PgpPerson.named("hub", "hub's own");
        gpg(
                "--import",
                Files.writeString(folder.resolve("hub.asc"), hub.publicKey()).toString());

        // gpg to the hub, signed and packed by its own means
        Path file = Files.write(folder.resolve("a.edi"), FILE);
        Path message = folder.resolve("a.edi.pgp");
        gpg(
                "--passphrase",
                PASSPHRASE,
                "--trust-model",
                "always",
                "--local-user",
                "partner@example.com",
                "--recipient",
                "hub@example.com",
                "--output",
                message.toString(),
                "--sign",
                "--encrypt",
                file.toString());
        PgpKeys keys = new PgpKeys(hub.secretKey(), "hub's own", Files.readString(publicKey));
        assertThat(Codecs.decode("auto", Files.readAllBytes(message), folder, Codecs.LIMITS, keys))
                .isEqualTo(Map.of("packed", new String(FILE, StandardCharsets.ISO_8859_1)));

        // the hub to gpg, which also finds the signature good
        PgpKeys outgoing = new PgpKeys(hub.secretKey(), "hub's own", Files.readString(publicKey));
        byte[] packed = Codecs.bytes(out -> new FileEncoder(List.of(Codec.GZIP, Codec.PGP), true, true)
                .encode(new ByteArrayInputStream(FILE), "b.edi", outgoing, out));
        Path sent = Files.write(folder.resolve("b.edi.gz.asc"), packed);
        String said = gpg(
                "--passphrase", PASSPHRASE, "--status-fd", "1", "--output", folder + "/b.gz", "--decrypt", "" + sent);
        assertThat(said).contains("GOODSIG").contains("DECRYPTION_OKAY").contains("GOODMDC");
        assertThat(Codecs.decode("gzip", Files.readAllBytes(folder.resolve("b.gz")), folder))
                .isEqualTo(Map.of("packed", new String(FILE, StandardCharsets.ISO_8859_1)));
        assertThat(said).contains("b.edi.gz");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--symmetric", "--sign"})
    void whatIsEncryptedForNobodyIsRefused(String how) throws Exception {
        gpg("--passphrase", PASSPHRASE, "--quick-generate-key", "partner@example.com", "ed25519", "default", "never");
        Path file = Files.write(folder.resolve("a.edi"), FILE);
        Path message = folder.resolve("a.pgp");
        gpg("--passphrase", PASSPHRASE, "--output", message.toString(), how, file.toString());
        PgpPerson hub = PgpPerson.named("hub", "hub's own");

        assertThatThrownBy(
                        () -> Codecs.decode("pgp", Files.readAllBytes(message), folder, Codecs.LIMITS, hub.reading()))
                .isInstanceOf(CodecFault.class)
                .hasMessageContaining(how.equals("--sign") ? "no encrypted PGP message" : "for a passphrase and not");

        if (how.equals("--sign")) {
            // clear to read, and signed by whom we trust
            Path publicKey = folder.resolve("partner.asc");
            gpg("--armor", "--output", publicKey.toString(), "--export", "partner@example.com");
            PgpKeys keys = new PgpKeys("", "", Files.readString(publicKey));
            assertThat(Codecs.decode("pgp", Files.readAllBytes(message), folder, Codecs.LIMITS, keys))
                    .isEqualTo(Map.of("packed", new String(FILE, StandardCharsets.ISO_8859_1)));
        }
    }

    private String gpg(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                GPG.toString(), "--homedir", home.toString(), "--batch", "--yes", "--pinentry-mode", "loopback"));
        command.addAll(List.of(arguments));
        Process gpg = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        gpg.getOutputStream().close();
        String said = new String(gpg.getInputStream().readAllBytes(), UTF_8);
        assertThat(gpg.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(gpg.exitValue()).as(String.join(" ", command)).isZero();
        return said;
    }
}
