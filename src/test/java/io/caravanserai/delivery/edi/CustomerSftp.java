package io.caravanserai.delivery.edi;

import io.caravanserai.alert.Alerts;
import io.caravanserai.codec.CodecLimits;
import io.caravanserai.delivery.FreshStore;
import io.caravanserai.edi.status.StatusTables;
import io.caravanserai.fileaudit.FileCopies;
import io.caravanserai.intake.IntakeBeans;
import io.caravanserai.intake.PollWatch;
import io.caravanserai.intake.RouteHealth;
import io.caravanserai.store.Database;
import io.caravanserai.store.Dialect;
import io.caravanserai.store.Sql;
import io.caravanserai.testkit.SftpServerKit;
import io.caravanserai.tracing.Traces;
import io.caravanserai.tracking.ShipmentEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of what goes to a customer's real sFTP server by the customer Kamelets. */
abstract class CustomerSftp {
    static final Duration LONG = Duration.ofMinutes(2);
    static final String EVERY_SECOND = "0/1 * * * * ?";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    final FreshStore store = FreshStore.of(Dialect.SQLITE);
    final Database database = store.open();
    final DefaultCamelContext context = new DefaultCamelContext();

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
        context.getRegistry().bind("hubTraces", Traces.off());
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

    String route(String step, String... parameters) {
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

    void properties(String... more) {
        Properties properties = new Properties();
        properties.setProperty("hub.data.dir", folder.toString());
        properties.setProperty("hub.node", "node-a");
        properties.setProperty("hub.mappings.dir", "edi-mappings");
        properties.setProperty("hub.edi-file.retention", "90d");
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

    void load(String yaml) throws Exception {
        load(Files.writeString(folder.resolve("shop.camel.yaml"), yaml));
    }

    void load(Path file) throws Exception {
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.resolveMandatoryResource(context, "file:" + file.toAbsolutePath()));
    }

    void queue(ShipmentEvent... news) {
        database.write(connection -> new EdiOutbox(Clock.systemUTC()).write(connection, List.of(news)));
    }

    long sent() {
        return database.read(
                connection -> Sql.number(connection, "SELECT COUNT(*) FROM edi_outbox WHERE status = 'sent'"));
    }

    List<String> names() {
        try (Stream<Path> files = Files.list(inbox)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
