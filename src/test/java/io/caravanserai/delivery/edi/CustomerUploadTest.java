package io.caravanserai.delivery.edi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.caravanserai.codec.Codecs;
import io.caravanserai.codec.PgpPerson;
import io.caravanserai.delivery.News;
import io.caravanserai.fileaudit.FileContent;
import io.caravanserai.store.Sql;
import io.caravanserai.testkit.TcpProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;

/** How one file gets to a customer: packed, encrypted, and whole or not at all. */
class CustomerUploadTest extends CustomerSftp {
    @Test
    void filesGoOutPackedEncryptedAndSignedAndAreNotedAsTheyLieThere() throws Exception {
        PgpPerson shop = PgpPerson.named("shop", "theirs");
        PgpPerson hub = PgpPerson.named("hub", "0urs-alone");
        Files.writeString(folder.resolve("shop.asc"), shop.publicKey());
        Files.writeString(folder.resolve("hub.asc"), hub.secretKey());
        Files.writeString(folder.resolve("passphrase"), "0urs-alone");
        properties();
        load(route(
                "",
                "encode: gzip,pgp",
                "pgpRecipient: file:" + folder.resolve("shop.asc"),
                "pgpSign: file:" + folder.resolve("hub.asc"),
                "pgpPassphrase: file:" + folder.resolve("passphrase")));
        context.start();

        queue(News.of("S1", "e1"));

        await().atMost(LONG).until(() -> sent() == 1);
        assertThat(names()).containsExactly("shop-000000001.csv.gz.pgp");
        byte[] uploaded = Files.readAllBytes(inbox.resolve("shop-000000001.csv.gz.pgp"));
        Map<String, String> opened = Codecs.decode("pgp,gzip", uploaded, folder, Codecs.LIMITS, shop.reading(hub));
        assertThat(opened.get("packed")).hasLineCount(2).contains("S1");
        FileContent content = FileContent.of("shop-000000001.csv.gz.pgp", uploaded);
        List<FileContent> noted = database.read(connection -> Sql.list(
                connection,
                "SELECT * FROM file_audit",
                row -> new FileContent(
                        row.getString("direction") + " " + row.getString("partner") + " " + row.getString("name"),
                        row.getLong("size"),
                        row.getString("sha256"),
                        row.getString("coding") + " " + row.getLong("control_number"))));
        assertThat(noted)
                .containsExactly(
                        new FileContent("out shop " + content.name(), content.size(), content.sha256(), "gzip,pgp 1"));
        assertThat(folder.resolve("packing")).isEmptyDirectory();
    }

    @Test
    void aMissingKeyHoldsFilesBackAndTheyFollowInOrder() throws Exception {
        PgpPerson shop = PgpPerson.named("shop", "theirs");
        properties();
        load(route("", "encode: pgp", "pgpRecipient: file:" + folder.resolve("shop.asc"), "pgpArmor: true"));
        context.start();
        queue(News.of("S1", "e1"));
        await().atMost(LONG).until(() -> ready() == 1);
        assertThat(names()).as("never in clear").isEmpty();

        Files.writeString(folder.resolve("shop.asc"), shop.publicKey());

        await().atMost(LONG).until(() -> sent() == 1);
        assertThat(names()).containsExactly("shop-000000001.csv.asc");
        assertThat(Files.readString(inbox.resolve("shop-000000001.csv.asc"))).startsWith("-----BEGIN PGP MESSAGE-----");
    }

    @Test
    void anUploadKilledInTheMiddleLeavesNoFinalNameAndTheNextTryReplacesIt() throws Exception {
        byte[] file = new byte[8 << 20];
        new Random(1).nextBytes(file);
        properties();
        try (TcpProxy line = TcpProxy.before("127.0.0.1", server.port())) {
            server.addTo(folder.resolve("keys/known_hosts"), line.port());
            load(upload(line.port()));
            context.start();
            line.breakAfter(3 << 20);

            assertThatThrownBy(() -> send(file)).isInstanceOf(CamelExecutionException.class);
            assertThat(names()).as("a torso under the temporary name at most").isSubsetOf("big.bin.part");
            assertThat(line.connectionsSoFar()).isPositive();

            send(file);
        }

        assertThat(names()).containsExactly("big.bin");
        assertThat(FileContent.of("", inbox.resolve("big.bin"), "")).isEqualTo(FileContent.of("", file));
    }

    private void send(byte[] file) {
        try (ProducerTemplate template = context.createProducerTemplate()) {
            template.sendBodyAndHeader("direct:upload", file, Exchange.FILE_NAME, "big.bin");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String upload(int port) {
        return """
                - route:
                    id: upload
                    errorHandler:
                      noErrorHandler: {}
                    from:
                      uri: direct:upload
                      steps:
                        - to:
                            uri: kamelet:partner-sftp-sink
                            parameters:
                              host: 127.0.0.1
                              port: %d
                              username: hub
                              privateKeyFile: %s
                """
                .formatted(port, key);
    }

    private long ready() {
        return database.read(
                connection -> Sql.number(connection, "SELECT COUNT(*) FROM edi_outbox WHERE status = 'ready'"));
    }
}
