package io.caravanserai.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.caravanserai.codec.Codecs;
import io.caravanserai.codec.PgpPerson;
import io.caravanserai.deadletter.DeadLetterSource;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.fileaudit.FileContent;
import io.caravanserai.store.Sql;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Packed and encrypted files on a carrier's server, what is noted of them, and the hub's copies. */
class FileDecodingTest extends SftpTest {
    static final PgpPerson HUB = PgpPerson.named("hub", "0pen-sesame");
    static final PgpPerson PARTNER = PgpPerson.named("partner", "secret");
    static int carriers;

    String carrier;
    Path key;
    Path outbox;

    @BeforeAll
    static void keys() throws Exception {
        server.addTo(root.resolve("known_hosts"));
        Files.writeString(root.resolve("hub.asc"), HUB.secretKey());
        Files.writeString(root.resolve("partner.asc"), PARTNER.publicKey());
        Files.writeString(root.resolve("passphrase"), "0pen-sesame\n");
    }

    @BeforeEach
    void newCarrier() {
        carrier = "packer" + ++carriers;
        key = server.userWithKey(carrier);
        outbox = server.folder(carrier).resolve("outbox");
    }

    @AfterEach
    void nothingIsLeftBehind() throws Exception {
        hub.removeRoutes();
        Path own = root.resolve("data/unpacked/carrier-in-" + carrier + "-sftp");
        assertThat(own)
                .as("nothing is left behind")
                .satisfiesAnyOf(folder -> assertThat(folder).doesNotExist(), folder -> assertThat(folder)
                        .isEmptyDirectory());
    }

    @Test
    void whatAKilledHubHadUnpackedIsCleared() throws Exception {
        Path left = Files.createDirectories(root.resolve("data/unpacked/carrier-in-" + carrier + "-sftp/file-1"));
        Files.writeString(left.resolve("entry-0001"), "half");

        start("decode: zip", "splitter: csv");

        assertThat(left).doesNotExist();
    }

    @Test
    void eachFileOfAnArchiveIsCutOnItsOwnAndNamedWithIt() throws Exception {
        put("all.zip", Codecs.zip("a.csv", "number,code\n1,A\n2,\"bad\n3,A\n", "sub/b.csv", "number,code\n4,B\n"));

        start("decode: zip", "splitter: csv");

        await().untilAsserted(() -> assertThat(names(outbox)).containsExactly("archive"));
        await().untilAsserted(() -> assertThat(messages())
                .extracting(message -> message.source().name() + " " + new String(message.body(), UTF_8))
                .containsExactlyInAnyOrder(
                        "outbox/all.zip!/a.csv number,code\n1,A\n3,A\n",
                        "outbox/all.zip!/sub/b.csv number,code\n4,B\n"));
        assertThat(dead()).singleElement().satisfies(letter -> assertThat(letter.place())
                .isEqualTo("outbox/all.zip!/a.csv, line 3"));
        assertThat(noted()).containsExactly("outbox/all.zip taken zip 2 1 archive");
    }

    @Test
    void aBombIsSetAsideWithItsBytesAndTheRestGoesOn() throws Exception {
        byte[] bomb = Codecs.gzip(new byte[64 << 20]);
        put("a-bomb.gz", bomb);
        put("b-good.json.gz", Codecs.gzip("{\"n\":1}".getBytes(UTF_8)));
        put("c-plain.json", "{\"n\":2}".getBytes(UTF_8));

        start("decode: auto");

        await().untilAsserted(() -> assertThat(bodies()).containsExactlyInAnyOrder("{\"n\":1}", "{\"n\":2}"));
        await().untilAsserted(() -> assertThat(names(outbox)).containsExactly("archive", "failed"));
        assertThat(names(outbox.resolve("failed"))).singleElement().asString().endsWith("-a-bomb.gz");
        DeadLetterSource.Summary letter = dead().get(0);
        assertThat(letter.reason()).startsWith("unpacked it is ");
        assertThat(letter.place()).isEqualTo("outbox/a-bomb.gz");
        assertThat(letter.size()).isEqualTo(bomb.length);
        await().untilAsserted(() -> assertThat(noted())
                .containsExactly(
                        "outbox/a-bomb.gz failed auto 0 1 failed",
                        "outbox/b-good.json.gz taken auto 1 0 archive",
                        "outbox/c-plain.json taken auto 1 0 archive"));
    }

    @Test
    void onlyWhatThePartnerSignedAndNobodyChangedIsRead() throws Exception {
        byte[] good = Codecs.pgp(Codecs.gzip("{\"n\":1}".getBytes(UTF_8)), HUB, PARTNER, "secret");
        byte[] changed = good.clone();
        changed[changed.length - 30] ^= 1;
        put("a-changed.pgp", changed);
        put("b-unsigned.pgp", Codecs.pgp(Codecs.gzip("{\"n\":2}".getBytes(UTF_8)), HUB, null, ""));
        put("c-good.pgp", good);

        start(
                "decode: 'pgp,gzip'",
                "pgpKey: file:" + root.resolve("hub.asc"),
                "pgpPassphrase: file:" + root.resolve("passphrase"),
                "pgpVerify: file:" + root.resolve("partner.asc"));

        await().untilAsserted(() -> assertThat(bodies()).containsExactly("{\"n\":1}"));
        await().untilAsserted(() -> assertThat(names(outbox)).containsExactly("archive", "failed"));
        assertThat(names(outbox.resolve("failed"))).hasSize(2);
        assertThat(dead())
                .extracting(DeadLetterSource.Summary::place)
                .containsExactlyInAnyOrder("outbox/a-changed.pgp", "outbox/b-unsigned.pgp");
        assertThat(hub.context.getEndpoints())
                .noneMatch(endpoint -> endpoint.getEndpointUri().contains("sesame"));
    }

    @Test
    void aWrongPassphraseLeavesFilesWhereTheyAreUntilItIsMended() throws Exception {
        Path passphrase = Files.writeString(root.resolve(carrier + ".passphrase"), "n0t-this-one");
        put("one.pgp", Codecs.pgp("{\"n\":1}".getBytes(UTF_8), HUB, null, ""));

        start("decode: pgp", "pgpKey: file:" + root.resolve("hub.asc"), "pgpPassphrase: file:" + passphrase);
        int polls = hub.report().polls();
        await().until(() -> hub.report().polls() > polls + 3);
        assertThat(names(outbox)).containsExactly("one.pgp");
        assertThat(dead()).isEmpty();
        Files.writeString(passphrase, "0pen-sesame");

        await().untilAsserted(() -> assertThat(names(outbox)).containsExactly("archive"));
        await().untilAsserted(() -> assertThat(bodies()).containsExactly("{\"n\":1}"));
    }

    @Test
    void aCopyIsKeptAndNotedWhereTheCarrierSaysSo() throws Exception {
        byte[] file = "{\"n\":1}".getBytes(UTF_8);
        put("one.json", file);

        start("keepCopies: true", "keepFiles: true");

        await().untilAsserted(() -> assertThat(noted()).containsExactly("outbox/one.json taken  1 0 "));
        String copy = hub.database
                .read(connection -> Sql.first(
                        connection,
                        "SELECT copy FROM file_audit WHERE partner = ? AND sha256 = ? AND size = ?",
                        row -> row.getString(1),
                        carrier,
                        FileContent.of("", file).sha256(),
                        file.length))
                .orElseThrow();
        byte[] packed = Files.readAllBytes(root.resolve("data").resolve(copy));
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes())
                .isEqualTo(file);
    }

    @Test
    void parametersThatDoNotFitAreNamed() {
        refused("decode has 'rar'", "rar", "", "");
        refused("auto must stand alone", "auto,gzip", "", "");
        refused("decode is 'pgp' but pgpKey is empty", "pgp", "", "");
        refused("pgpVerify is set but decode is 'gzip'", "gzip", "", "file:/a");
        refused("by reference", "pgp", "the key itself", "");
    }

    private static void refused(String words, String decode, String pgpKey, String pgpVerify) {
        FileDecoding decoding = new FileDecoding();
        decoding.setDecode(decode);
        decoding.setPgpKey(pgpKey);
        decoding.setPgpVerify(pgpVerify);
        assertThatThrownBy(decoding::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words)
                .hasMessageNotContaining("the key itself");
    }

    private void start(String... parameters) throws Exception {
        hub.route(
                SftpRoutes.route(carrier, server.host(), server.port(), key, root.resolve("known_hosts"), parameters));
    }

    private List<InboundMessage> messages() {
        return hub.inbound().stream()
                .filter(message -> message.carrier().equals(carrier))
                .toList();
    }

    private List<String> bodies() {
        return messages().stream()
                .map(message -> new String(message.body(), UTF_8))
                .toList();
    }

    private List<DeadLetterSource.Summary> dead() {
        return hub.dead().stream()
                .filter(letter -> letter.carrier().equals(carrier))
                .toList();
    }

    private List<String> noted() {
        return hub.database.read(connection -> Sql.list(
                connection,
                "SELECT * FROM file_audit WHERE partner = ? ORDER BY name",
                row -> String.join(
                        " ",
                        row.getString("name"),
                        row.getString("state"),
                        row.getString("coding"),
                        row.getString("parts"),
                        row.getString("dead_letters"),
                        row.getString("moved_to")),
                carrier));
    }

    private void put(String name, byte[] content) throws IOException {
        Path draft = Files.write(root.resolve("draft"), content);
        Files.move(draft, outbox.resolve(name));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
