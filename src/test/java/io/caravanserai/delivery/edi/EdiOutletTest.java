package io.caravanserai.delivery.edi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravanserai.delivery.FreshStore;
import io.caravanserai.delivery.News;
import io.caravanserai.edi.Staedi;
import io.caravanserai.edifile.NumberedFiles;
import io.caravanserai.store.Database;
import io.caravanserai.store.Dialect;
import io.caravanserai.store.Sql;
import io.caravanserai.tracking.ShipmentEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files made of queued events, on both databases. */
class EdiOutletTest {
    private final DefaultCamelContext context = new DefaultCamelContext();

    @SuppressWarnings("NullAway.Init") // each test opens its own
    FreshStore store;

    @SuppressWarnings("NullAway.Init") // each test opens its own
    Database database;

    private void open(Dialect dialect) {
        store = FreshStore.of(dialect);
        database = store.open();
    }

    @AfterEach
    void close() {
        database.close();
        store.close();
        context.stop();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void filesAreNumberedWithoutGapsAndHoldEachEventOnce(Dialect dialect) {
        open(dialect);
        EdiOutlet outlet = outlet("csv", "node-a");
        queue(IntStream.range(0, 25).mapToObj(i -> News.of("S" + i, "e" + i)).toArray(ShipmentEvent[]::new));
        queue(News.of("S0", "e0"));

        assertThat(outlet.files()).containsExactly(1L, 2L, 3L);
        List<Exchange> files = send(outlet, 1, 2, 3);
        assertThat(outlet.files()).isEmpty();
        queue(News.of("S0", "e99"));
        assertThat(outlet.files()).containsExactly(4L);

        assertThat(files)
                .extracting(file -> file.getMessage().getHeader(Exchange.FILE_NAME))
                .containsExactly("shop-000000001.csv", "shop-000000002.csv", "shop-000000003.csv");
        List<String> rows = files.stream()
                .flatMap(file -> text(file).lines().skip(1))
                .map(row -> row.substring(0, row.indexOf(',')))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(
                        IntStream.range(0, 25).mapToObj(i -> "e" + i).toList());
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aFileThatWasNotNotedIsTheSameFileAgain(Dialect dialect) {
        open(dialect);
        EdiOutlet outlet = outlet("x12-214", "node-a");
        queue(News.of("S1", "e1"));
        outlet.files();
        byte[] uploaded = bytes(outlet, 1);

        // the hub dies between the upload and the note
        database.close();
        database = store.open();
        EdiOutlet restarted = outlet("x12-214", "node-a");
        queue(News.of("S2", "e2"));

        assertThat(restarted.files()).containsExactly(1L, 2L);
        assertThat(bytes(restarted, 1)).isEqualTo(uploaded);
    }

    @ParameterizedTest
    @EnumSource(EdiProfile.Format.class)
    void everyFormatIsAccepted(EdiProfile.Format format) {
        open(Dialect.SQLITE);
        EdiOutlet outlet = newOutlet(word(format), "node-a");
        String qualifier = format == EdiProfile.Format.EDIFACT_IFTSTA ? "ZZZ" : "ZZ";
        outlet.setSenderQualifier(qualifier);
        outlet.setReceiverQualifier(qualifier);
        outlet.start();
        queue(
                News.of("S1", "e1"),
                News.of(FreshStore.ACCOUNT, "S1", News.event("e2", "acme", "delivery", "delivered", "Ann Ek")));

        outlet.files();

        byte[] file = bytes(outlet, 1);
        switch (format) {
            case X12_214 -> {
                assertThat(Staedi.complaints(file, "214")).isEmpty();
                assertThat(new String(file, UTF_8)).contains("*000000001*").containsIgnoringCase("SIGNED BY ANN EK");
            }
            case EDIFACT_IFTSTA -> assertThat(Staedi.complaints(file, "IFTSTA")).isEmpty();
            case CSV ->
                assertThat(new String(file, UTF_8))
                        .startsWith("event_id,shipment_id,")
                        .contains("\"Out, \"\"for\"\" delivery\"")
                        .contains(",Ann Ek,");
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void anEventThatDoesNotFitStopsNoOther(Dialect dialect) {
        open(dialect);
        EdiOutlet outlet = outlet("x12-214", "node-a");
        queue(News.of("S1", "e1", "acme", "no_such_milestone"));

        assertThat(outlet.files()).isEmpty();
        queue(News.of("S2", "e2", "acme", "no_such_milestone"), News.of("S3", "e3"));

        assertThat(outlet.files()).as("no number was used for nothing").containsExactly(1L);
        assertThat(Staedi.complaints(bytes(outlet, 1), "214")).isEmpty();
        List<String> reasons = database.read(connection -> Sql.list(
                connection, "SELECT left_out FROM edi_event WHERE left_out IS NOT NULL", row -> row.getString(1)));
        assertThat(reasons).hasSize(2).allMatch(reason -> reason.contains("no_such_milestone/en_route"));
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void oneNodeAtATimeMakesFiles(Dialect dialect) {
        open(dialect);
        EdiOutlet one = outlet("csv", "node-a");
        EdiOutlet other = outlet("csv", "node-b");
        queue(News.of("S1", "e1"));

        assertThat(one.files()).containsExactly(1L);
        assertThat(other.files()).isEmpty();
        other.setClock(Clock.offset(Clock.systemUTC(), NumberedFiles.LEASE.plusSeconds(1)));
        other.start();
        assertThat(other.files()).as("the first node is gone").containsExactly(1L);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void onlyTheAccountsOwnEventsQueue(Dialect dialect) {
        open(dialect);
        store.account(database, "2");
        EdiOutlet outlet = outlet("csv", "node-a");

        queue(News.of("2", "S9", News.event("e1", "acme", "delivery", "delivered", null)));

        assertThat(outlet.files()).isEmpty();
        EdiOutlet stolen = newOutlet("csv", "node-a");
        stolen.setAccount("2");
        assertThatThrownBy(stolen::start).hasMessageContaining("customer shop had account " + FreshStore.ACCOUNT);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void oldFilesAreDeletedAndNumbersGoOn(Dialect dialect) {
        open(dialect);
        EdiOutlet outlet = outlet("csv", "node-a");
        queue(News.of("S1", "e1"));
        outlet.files();
        send(outlet, 1);
        outlet.setClock(Clock.offset(Clock.systemUTC(), NumberedFiles.RETENTION.plus(Duration.ofDays(1))));
        outlet.start();

        assertThat(outlet.files()).isEmpty();

        long kept = database.read(connection ->
                Sql.number(connection, "SELECT (SELECT COUNT(*) FROM edi_event) + (SELECT COUNT(*) FROM edi_outbox)"));
        assertThat(kept).isZero();
        queue(News.of("S1", "e2"));
        assertThat(outlet.files()).containsExactly(2L);
    }

    @Test
    void aWrongProfileIsToldAtStart() {
        open(Dialect.SQLITE);

        EdiOutlet format = newOutlet("xml", "n");
        assertThatThrownBy(format::start).hasMessageContaining("x12-214, edifact-iftsta or csv");
        EdiOutlet receiver = newOutlet("x12-214", "n");
        receiver.setReceiver("A RECEIVER WITH A LONG NAME");
        assertThatThrownBy(receiver::start).hasMessageContaining("ISA08");
        EdiOutlet scacs = newOutlet("csv", "n");
        scacs.setScacs("UPSN");
        assertThatThrownBy(scacs::start).hasMessageContaining("carrier=CODE");
        EdiOutlet codes = newOutlet("x12-214", "n");
        codes.setCodes("nowhere.csv");
        assertThatThrownBy(codes::start).hasMessageContaining("nowhere.csv");
    }

    private EdiOutlet outlet(String format, String node) {
        EdiOutlet outlet = newOutlet(format, node);
        outlet.start();
        return outlet;
    }

    private EdiOutlet newOutlet(String format, String node) {
        EdiOutlet outlet = new EdiOutlet();
        outlet.setCustomer("shop");
        outlet.setAccount(FreshStore.ACCOUNT);
        outlet.setNode(node);
        outlet.setFormat(format);
        outlet.setSender("HUB");
        outlet.setSenderQualifier("ZZ");
        outlet.setReceiver("SHOP");
        outlet.setReceiverQualifier("ZZ");
        outlet.setFallbackScac("CRVN");
        outlet.setMappings("edi-mappings");
        outlet.setMaxEvents(10);
        outlet.setDatabase(database);
        return outlet;
    }

    private void queue(ShipmentEvent... news) {
        database.write(connection -> new EdiOutbox(Clock.systemUTC()).write(connection, List.of(news)));
    }

    private List<Exchange> send(EdiOutlet outlet, long... controls) {
        List<Exchange> files = new ArrayList<>();
        for (long control : controls) {
            Exchange file = openFile(outlet, control);
            outlet.sent(file);
            files.add(file);
        }
        return files;
    }

    private Exchange openFile(EdiOutlet outlet, long control) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(control);
        outlet.open(exchange);
        return exchange;
    }

    private byte[] bytes(EdiOutlet outlet, long control) {
        return openFile(outlet, control).getMessage().getBody(byte[].class);
    }

    private static String text(Exchange file) {
        return new String(file.getMessage().getBody(byte[].class), UTF_8);
    }

    private static String word(EdiProfile.Format format) {
        return switch (format) {
            case X12_214 -> "x12-214";
            case EDIFACT_IFTSTA -> "edifact-iftsta";
            case CSV -> "csv";
        };
    }
}
