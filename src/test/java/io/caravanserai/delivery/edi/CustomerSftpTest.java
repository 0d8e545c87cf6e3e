package io.caravanserai.delivery.edi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.caravanserai.alert.Alerts;
import io.caravanserai.codec.CodecLimits;
import io.caravanserai.codec.Codecs;
import io.caravanserai.codec.PgpPerson;
import io.caravanserai.deadletter.DeadLetterSource;
import io.caravanserai.deadletter.DeadLetterStore;
import io.caravanserai.delivery.FreshStore;
import io.caravanserai.delivery.News;
import io.caravanserai.edi.Staedi;
import io.caravanserai.edi.status.StatusTables;
import io.caravanserai.fileaudit.FileContent;
import io.caravanserai.fileaudit.FileCopies;
import io.caravanserai.intake.IntakeBeans;
import io.caravanserai.intake.PollWatch;
import io.caravanserai.intake.RouteHealth;
import io.caravanserai.store.Database;
import io.caravanserai.store.Dialect;
import io.caravanserai.store.Sql;
import io.caravanserai.testkit.SftpServerKit;
import io.caravanserai.testkit.TcpProxy;
import io.caravanserai.tracking.ShipmentEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The customer Kamelets against a real sFTP server. */
class CustomerSftpTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String EVERY_SECOND = "0/1 * * * * ?";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    private final FreshStore store = FreshStore.of(Dialect.SQLITE);
    private final Database database = store.open();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final AtomicInteger uploads = new AtomicInteger();

    @SuppressWarnings("NullAway.Init") // made before each test
    SftpServerKit server;

    @SuppressWarnings("NullAway.Init") // made before each test
    PollWatch polls;

    @SuppressWarnings("NullAway.Init") // made before each test
    Path inbox;

    @SuppressWarnings("NullAway.Init") // made before each test
    Path key;

    @BeforeEach
    void start() throws Exception {
        server = SftpServerKit.start(folder.resolve("server"), 0);
        key = server.userWithKey("hub");
        inbox = Files.createDirectories(server.folder("hub").resolve("inbox"));
        Files.createDirectories(folder.resolve("keys"));
        server.addTo(folder.resolve("keys/known_hosts"));
        context.getComponent("kamelet", KameletComponent.class)
                .setLocation("file:" + Path.of("routes/kamelets").toAbsolutePath());
        context.getRegistry().bind("hubDatabase", database);
        context.getRegistry().bind("statusTables", new StatusTables());
        Alerts alerts = new Alerts(database, Clock.systemUTC());
        polls = new PollWatch(database, "node", new RouteHealth(alerts, Clock.systemUTC()));
        context.getRegistry().bind(IntakeBeans.ALERTS, alerts);
        context.getRegistry().bind(IntakeBeans.POLL_WATCH, polls);
        IntakeBeans.bindComponents(context.getRegistry());
        IntakeBeans.bindFiles(
                context.getRegistry(),
                new CodecLimits(1 << 20, 200, 10),
                new FileCopies(folder, 1 << 20, Clock.systemUTC()));
    }

    @AfterEach
    void stop() throws IOException {
        context.stop();
        polls.close();
        server.close();
        database.close();
        store.close();
    }

    @Test
    void theExampleCustomerGetsAValid214UnderItsFinalName() throws Exception {
        properties("customer.nordic-retail.enabled", "true");
        load(Path.of("routes/customers/nordic-retail.camel.yaml"));
        context.start();

        queue(News.of("S1", "e1"), News.of("S2", "e2"));

        await().until(() -> sent() == 1);
        assertThat(names()).containsExactly("nordic-retail-000000001.edi");
        byte[] file = Files.readAllBytes(inbox.resolve("nordic-retail-000000001.edi"));
        assertThat(Staedi.complaints(file, "214")).isEmpty();
    }

    @Test
    void theExampleCustomersAnswerIsNotedAndWhatFitsNoFileIsKept() throws Exception {
        DeadLetterStore letters =
                new DeadLetterStore(database, folder.resolve("dead-letters"), message -> {}, Clock.systemUTC());
        context.getRegistry().bind(IntakeBeans.DEAD_LETTERS, letters);
        properties(
                "customer.nordic-retail.enabled", "true",
                "customer.nordic-retail.ack.enabled", "true",
                "customer.nordic-retail.ack.due", "24h",
                "customer.nordic-retail.ack.delay", "100",
                "customer.nordic-retail.ack.min-age", "0s");
        load(Path.of("routes/customers/nordic-retail.camel.yaml"));
        context.start();
        queue(News.of("S1", "e1"), News.of("S2", "e2"));
        await().atMost(LONG).until(() -> sent() == 1);
        byte[] answer =
                AckReconcilerTest.answer(Files.readAllBytes(inbox.resolve("nordic-retail-000000001.edi")), "auto");

        Path outbox = server.folder("hub").resolve("outbox");
        Files.write(outbox.resolve("b.edi.tmp"), answer);
        Files.move(outbox.resolve("b.edi.tmp"), outbox.resolve("b.edi"));
        String stranger = new String(answer, StandardCharsets.ISO_8859_1)
                .replace("*000000070*", "*000000071*")
                .replace("IEA*1*000000070", "IEA*1*000000071")
                .replace("AK1*QM*1~", "AK1*QM*8~");
        Files.writeString(outbox.resolve("c.edi.tmp"), stranger);
        Files.move(outbox.resolve("c.edi.tmp"), outbox.resolve("c.edi"));

        await().atMost(LONG).until(() -> acknowledged() == 1);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(letters.list(new DeadLetterSource.Page(10, null, null, null)))
                        .singleElement()
                        .satisfies(letter ->
                                assertThat(letter.reason()).contains("no file of nordic-retail has control number 8")));
    }

    private long acknowledged() {
        return database.read(
                connection -> Sql.number(connection, "SELECT COUNT(*) FROM edi_outbox WHERE ack_status = 'accepted'"));
    }

    @Test
    void theExampleIsOffUntilItIsSwitchedOn() throws Exception {
        properties();
        load(Path.of("routes/customers/nordic-retail.camel.yaml"));
        context.start();

        assertThat(context.getRoutes()).isEmpty();
    }

    @Test
    void aCrashAfterTheUploadUploadsTheSameFileOverItselfAndThenTheNext() throws Exception {
        properties();
        Processor crash = exchange -> {
            if (uploads.incrementAndGet() == 1) {
                assertThat(names()).containsExactly("shop-000000001.csv");
                Files.setLastModifiedTime(inbox.resolve("shop-000000001.csv"), FileTime.fromMillis(0));
                queue(News.of("S2", "e2"));
                throw new IllegalStateException("the hub stops here on purpose");
            }
        };
        context.getRegistry().bind("crash", crash);
        load(route("- process: {ref: crash}"));
        context.start();

        queue(News.of("S1", "e1"));

        await().until(() -> sent() == 2);
        assertThat(names()).containsExactly("shop-000000001.csv", "shop-000000002.csv");
        assertThat(uploads).hasValue(3);
        assertThat(Files.getLastModifiedTime(inbox.resolve("shop-000000001.csv"))
                        .toMillis())
                .as("written again")
                .isPositive();
        assertThat(Files.readString(inbox.resolve("shop-000000001.csv"))).hasLineCount(2);
    }

    @Test
    void nothingIsSentToAServerWhoseKeyIsNotKnown() throws Exception {
        Files.writeString(folder.resolve("keys/known_hosts"), "");
        properties();
        load(route(""));
        context.start();
        queue(News.of("S1", "e1"));
        await().until(() -> server.connectionsSoFar() > 0);
        assertThat(names()).isEmpty();

        server.addTo(folder.resolve("keys/known_hosts"));

        await().until(() -> sent() == 1);
        assertThat(names()).containsExactly("shop-000000001.csv");
    }

    @Test
    void filesGoOutPackedEncryptedAndSignedAndAreNotedAsTheyLieThere() throws Exception {
        PgpPerson shop = PgpPerson.named("shop", "theirs");
        PgpPerson hub = PgpPerson.named("hub", "ours");
        Files.writeString(folder.resolve("shop.asc"), shop.publicKey());
        Files.writeString(folder.resolve("hub.asc"), hub.secretKey());
        Files.writeString(folder.resolve("passphrase"), "ours");
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
            String host = Files.readString(folder.resolve("keys/known_hosts"));
            Files.writeString(
                    folder.resolve("keys/known_hosts"), host.replace("]:" + server.port(), "]:" + line.port()));
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

    private String route(String step, String... parameters) {
        String more = Stream.of(parameters)
                .map(parameter -> "\n" + " ".repeat(14) + parameter)
                .collect(Collectors.joining());
        return """
                - route:
                    id: customer-out-shop
                    errorHandler:
                      noErrorHandler: {}
                    from:
                      uri: kamelet:customer-edi-source
                      parameters:
                        customer: shop
                        account: "%s"
                        schedule: "%s"
                      steps:
                        - to:
                            uri: kamelet:partner-sftp-sink
                            parameters:
                              host: 127.0.0.1
                              port: %d
                              username: hub
                              privateKeyFile: %s%s
                        %s
                """
                .formatted(FreshStore.ACCOUNT, EVERY_SECOND, server.port(), key, more, step);
    }

    private void properties(String... more) {
        Properties properties = new Properties();
        properties.setProperty("hub.data.dir", folder.toString());
        properties.setProperty("hub.node", "node-a");
        properties.setProperty("hub.mappings.dir", "edi-mappings");
        properties.setProperty("customer.nordic-retail.account", FreshStore.ACCOUNT);
        properties.setProperty("customer.nordic-retail.schedule", EVERY_SECOND);
        properties.setProperty("customer.nordic-retail.sftp.host", "127.0.0.1");
        properties.setProperty("customer.nordic-retail.sftp.port", Integer.toString(server.port()));
        properties.setProperty("customer.nordic-retail.sftp.username", "hub");
        properties.setProperty("customer.nordic-retail.sftp.private-key-file", key.toString());
        for (int i = 0; i < more.length; i += 2) {
            properties.setProperty(more[i], more[i + 1]);
        }
        context.getPropertiesComponent().setInitialProperties(properties);
    }

    private void load(String yaml) throws Exception {
        load(Files.writeString(folder.resolve("shop.camel.yaml"), yaml));
    }

    private void load(Path file) throws Exception {
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.resolveMandatoryResource(context, "file:" + file.toAbsolutePath()));
    }

    private void queue(ShipmentEvent... news) {
        database.write(connection -> new EdiOutbox(Clock.systemUTC()).write(connection, List.of(news)));
    }

    private long sent() {
        return database.read(
                connection -> Sql.number(connection, "SELECT COUNT(*) FROM edi_outbox WHERE status = 'sent'"));
    }

    private List<String> names() {
        try (Stream<Path> files = Files.list(inbox)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
