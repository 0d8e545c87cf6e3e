package io.caravanserai.delivery.edi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.caravanserai.config.HubConfig;
import io.caravanserai.delivery.FreshStore;
import io.caravanserai.delivery.News;
import io.caravanserai.edi.Staedi;
import io.caravanserai.edi.status.StatusTables;
import io.caravanserai.store.Dialect;
import io.caravanserai.store.Sql;
import io.caravanserai.tracing.TestCollector;
import io.caravanserai.tracing.Traces;
import io.caravanserai.tracking.ShipmentEvent;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files made of queued events, on both databases. */
class EdiOutletTest {
    @SuppressWarnings("NullAway.Init") // each test makes its own
    OutletHarness hub;

    @AfterEach
    void close() {
        hub.close();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void filesAreNumberedWithoutGapsAndHoldEachEventOnce(Dialect dialect) {
        hub = new OutletHarness(dialect);
        EdiOutlet outlet = hub.outlet("csv", "node-a");
        hub.queue(
                IntStream.range(0, 25).mapToObj(i -> News.of("S" + i, "e" + i)).toArray(ShipmentEvent[]::new));
        hub.queue(News.of("S0", "e0"));

        assertThat(outlet.files()).containsExactly(1L, 2L, 3L);
        List<Exchange> files = send(outlet, 1, 2, 3);
        assertThat(outlet.files()).isEmpty();
        hub.queue(News.of("S0", "e99"));
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
        hub = new OutletHarness(dialect);
        EdiOutlet outlet = hub.outlet("x12-214", "node-a");
        hub.queue(News.of("S1", "e1"));
        outlet.files();
        byte[] uploaded = hub.bytes(outlet, 1);

        // the hub dies between the upload and the note
        hub.restart();
        EdiOutlet restarted = hub.outlet("x12-214", "node-a");
        hub.queue(News.of("S2", "e2"));

        assertThat(restarted.files()).containsExactly(1L, 2L);
        assertThat(hub.bytes(restarted, 1)).isEqualTo(uploaded);
    }

    @ParameterizedTest
    @EnumSource(EdiProfile.Format.class)
    void everyFormatIsAccepted(EdiProfile.Format format) {
        hub = new OutletHarness(Dialect.SQLITE);
        EdiOutlet outlet = hub.newOutlet(word(format), "node-a");
        String qualifier = format == EdiProfile.Format.EDIFACT_IFTSTA ? "ZZZ" : "ZZ";
        outlet.setSenderQualifier(qualifier);
        outlet.setReceiverQualifier(qualifier);
        outlet.start();
        hub.queue(
                News.of("S1", "e1"),
                News.of(FreshStore.ACCOUNT, "S1", News.event("e2", "acme", "delivery", "delivered", "Ann Ek")));

        outlet.files();

        byte[] file = hub.bytes(outlet, 1);
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

    @Test
    void whatACarrierSaysIsNoFormulaInASpreadsheet() {
        hub = new OutletHarness(Dialect.SQLITE);
        EdiOutlet outlet = hub.outlet("csv", "node-a");
        String evil = "=HYPERLINK(\"https://evil.example\",\"Ann Ek\")";
        hub.queue(News.of(FreshStore.ACCOUNT, "S1", News.event("e1", "acme", "delivery", "delivered", evil)));

        outlet.files();

        assertThat(new String(hub.bytes(outlet, 1), UTF_8))
                .contains(",\"'=HYPERLINK(\"\"https://evil.example\"\",\"\"Ann Ek\"\")\",");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void anEventThatDoesNotFitStopsNoOther(Dialect dialect) {
        hub = new OutletHarness(dialect);
        EdiOutlet outlet = hub.outlet("x12-214", "node-a");
        hub.queue(News.of("S1", "e1", "acme", "no_such_milestone"));

        assertThat(outlet.files()).isEmpty();
        hub.queue(News.of("S2", "e2", "acme", "no_such_milestone"), News.of("S3", "e3"));

        assertThat(outlet.files()).as("no number was used for nothing").containsExactly(1L);
        assertThat(Staedi.complaints(hub.bytes(outlet, 1), "214")).isEmpty();
        List<String> reasons = hub.database.read(connection -> Sql.list(
                connection, "SELECT left_out FROM edi_event WHERE left_out IS NOT NULL", row -> row.getString(1)));
        assertThat(reasons).hasSize(2).allMatch(reason -> reason.contains("no_such_milestone/en_route"));
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void anEventLeftOutForWantOfARowGoesOutOnceThereIsOne(Dialect dialect, @TempDir Path folder) throws Exception {
        hub = new OutletHarness(dialect);
        Path table = folder.resolve("status-codes.csv");
        List<String> rows = Files.readAllLines(Path.of("edi-mappings/x12/status-codes.csv"));
        Files.write(
                table, rows.stream().filter(row -> !row.startsWith("delivery,")).toList());
        StatusTables tables = new StatusTables();
        EdiOutlet outlet = hub.newOutlet("x12-214", "node-a");
        outlet.setCodes(table.toString());
        outlet.setTables(tables);
        outlet.start();
        hub.queue(News.of(FreshStore.ACCOUNT, "S1", News.event("e1", "acme", "delivery", "delivered", "Ann Ek")));
        assertThat(outlet.files()).isEmpty();

        Files.write(table, rows);
        tables.reload(table);

        assertThat(outlet.files()).containsExactly(1L);
        assertThat(new String(hub.bytes(outlet, 1), UTF_8)).contains("*D1*");
    }

    @Test
    void oneNodeAtATimeMakesFilesWhateverTheClocksSay() {
        hub = new OutletHarness(Dialect.POSTGRESQL);
        EdiOutlet one = hub.outlet("csv", "node-a");
        EdiOutlet other = hub.newOutlet("csv", "node-b");
        other.setClock(Clock.offset(Clock.systemUTC(), Duration.ofHours(2)));
        other.start();
        hub.queue(News.of("S1", "e1"));

        assertThat(one.files()).containsExactly(1L);
        assertThat(other.files()).isEmpty();
        endLeases();
        assertThat(other.files()).as("the first node is gone").containsExactly(1L);
    }

    @Test
    void aNodeThatLostTheOutletDuringItsUploadDoesNothingMore() {
        hub = new OutletHarness(Dialect.POSTGRESQL);
        EdiOutlet paused = hub.outlet("csv", "node-a");
        EdiOutlet other = hub.outlet("csv", "node-b");
        hub.queue(News.of("S1", "e1"));
        paused.files();
        Exchange uploaded = hub.open(paused, 1);

        endLeases();
        assertThat(other.files()).containsExactly(1L);
        hub.queue(News.of("S2", "e2"));

        assertThatThrownBy(() -> paused.sent(uploaded)).hasMessageContaining("another node has taken over outlet shop");
        assertThatThrownBy(paused::files).hasMessageContaining("another node has taken over outlet shop");
        send(other, 1);
        assertThat(other.files()).containsExactly(2L);
    }

    private void endLeases() {
        hub.database.write(connection -> Sql.update(connection, "UPDATE lease SET leased_until = 0"));
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void onlyTheAccountsOwnEventsQueue(Dialect dialect) {
        hub = new OutletHarness(dialect);
        hub.store.account(hub.database, "2");
        EdiOutlet outlet = hub.outlet("csv", "node-a");

        hub.queue(News.of("2", "S9", News.event("e1", "acme", "delivery", "delivered", null)));

        assertThat(outlet.files()).isEmpty();
        EdiOutlet stolen = hub.newOutlet("csv", "node-a");
        stolen.setAccount("2");
        assertThatThrownBy(stolen::start).hasMessageContaining("customer shop had account " + FreshStore.ACCOUNT);
    }

    @Test
    void anUploadIsInTheTraceOfEachEventOfTheFile() throws Exception {
        hub = new OutletHarness(Dialect.SQLITE);
        try (TestCollector collector = TestCollector.start();
                Traces traces = Traces.of(
                        new HubConfig.Tracing(Optional.of(collector.endpoint()), 1), "node-a", Clock.systemUTC())) {
            EdiOutlet outlet = hub.outlet("csv", "node-a");
            outlet.setTraces(traces);
            hub.queue(News.of("S1", "e1"));
            hub.queue(News.of("S2", "e2"));
            outlet.files();

            send(outlet, 1);

            await().untilAsserted(() -> assertThat(collector.spans())
                    .extracting(Span::getName)
                    .containsExactly("customer file", "customer file"));
            assertThat(collector.spans()).extracting(Span::getTraceId).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void oldFilesAreDeletedAndNumbersGoOn(Dialect dialect) {
        hub = new OutletHarness(dialect);
        EdiOutlet outlet = hub.outlet("csv", "node-a");
        hub.queue(News.of("S1", "e1"));
        outlet.files();
        send(outlet, 1);
        outlet.setKept("10d");
        outlet.setClock(Clock.offset(Clock.systemUTC(), Duration.ofDays(11)));
        outlet.start();

        assertThat(outlet.files()).isEmpty();

        long kept = hub.database.read(connection ->
                Sql.number(connection, "SELECT (SELECT COUNT(*) FROM edi_event) + (SELECT COUNT(*) FROM edi_outbox)"));
        assertThat(kept).isZero();
        hub.queue(News.of("S1", "e2"));
        assertThat(outlet.files()).containsExactly(2L);
    }

    @Test
    void aWrongProfileIsToldAtStart() {
        hub = new OutletHarness(Dialect.SQLITE);

        EdiOutlet format = hub.newOutlet("xml", "n");
        assertThatThrownBy(format::start).hasMessageContaining("x12-214, edifact-iftsta or csv");
        EdiOutlet receiver = hub.newOutlet("x12-214", "n");
        receiver.setReceiver("A RECEIVER WITH A LONG NAME");
        assertThatThrownBy(receiver::start).hasMessageContaining("ISA08");
        EdiOutlet scacs = hub.newOutlet("csv", "n");
        scacs.setScacs("UPSN");
        assertThatThrownBy(scacs::start).hasMessageContaining("carrier=CODE");
        EdiOutlet codes = hub.newOutlet("x12-214", "n");
        codes.setCodes("nowhere.csv");
        assertThatThrownBy(codes::start).hasMessageContaining("nowhere.csv");
    }

    private List<Exchange> send(EdiOutlet outlet, long... controls) {
        List<Exchange> files = new ArrayList<>();
        for (long control : controls) {
            Exchange file = hub.open(outlet, control);
            outlet.sent(file);
            files.add(file);
        }
        return files;
    }

    private static String text(Exchange file) {
        return new String(OutletHarness.bytes(file), UTF_8);
    }

    private static String word(EdiProfile.Format format) {
        return switch (format) {
            case X12_214 -> "x12-214";
            case EDIFACT_IFTSTA -> "edifact-iftsta";
            case CSV -> "csv";
        };
    }
}
