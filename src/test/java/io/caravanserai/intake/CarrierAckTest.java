package io.caravanserai.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.edi.EdiPart;
import io.caravanserai.edi.EdiSplitter;
import io.caravanserai.edi.InterchangeReport;
import io.caravanserai.edi.Staedi;
import io.caravanserai.edifile.AckQueue;
import io.caravanserai.store.Sql;
import io.caravanserai.testkit.SftpServerKit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A carrier's files are answered on the carrier's own server. */
class CarrierAckTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @Test
    void everyInterchangeIsAnsweredOnceInOrder(@TempDir Path folder) throws Exception {
        try (SftpServerKit server = SftpServerKit.start(folder.resolve("server"), 0);
                IntakeHarness hub = IntakeHarness.start(
                        Files.createDirectory(folder.resolve("data")),
                        Map.of(
                                "hub.node", "node-a",
                                "hub.mappings.dir", "edi-mappings",
                                "hub.edi-file.retention", "90d"))) {
            Path key = server.userWithKey("acme");
            Path knownHosts = folder.resolve("known_hosts");
            server.addTo(knownHosts);
            Path outbox = server.folder("acme").resolve("outbox");
            Path inbox = server.folder("acme").resolve("inbox");
            String two = interchange(901, 3) + interchange(902, 9);
            Files.writeString(outbox.resolve("a.edi"), two);
            hub.route(SftpRoutes.route(
                    "acme", server.host(), server.port(), key, knownHosts, "splitter: edi", "acknowledge: always"));
            hub.route(answers(server, key, knownHosts));
            await().atMost(LONG).until(() -> Files.isDirectory(outbox.resolve("archive")));
            assertThat(waiting(hub))
                    .as("nothing is lost while the folder is missing")
                    .isEqualTo(2);

            Files.createDirectories(inbox);

            await().atMost(LONG).until(() -> names(inbox).size() == 2);
            assertThat(names(inbox)).containsExactly("ack-acme-000000001.edi", "ack-acme-000000002.edi");
            assertThat(read(inbox, 1))
                    .contains("*ZZ*HUB            *ZZ*FRLX           *")
                    .contains("AK9*A*2*2*2~");
            assertThat(read(inbox, 2)).contains("AK1*QM*902~").contains("AK2*214*0002~AK5*R*4~AK9*P*2*2*1~");
            assertThat(Staedi.complaints(read(inbox, 2).getBytes(ISO_8859_1), "997"))
                    .isEmpty();

            Files.writeString(outbox.resolve("b.edi"), interchange(903, 3) + interchange(901, 3));
            await().atMost(LONG).until(() -> names(inbox).size() == 4);
            assertThat(read(inbox, 3)).contains("AK1*QM*903~");
            assertThat(read(inbox, 4))
                    .contains("TA1*000000901*260301*2359*R*025~")
                    .doesNotContain("AK1");
        }
    }

    @Test
    void whatWasReadTwiceAfterACrashIsAnsweredOnce(@TempDir Path folder) throws Exception {
        try (IntakeHarness hub = IntakeHarness.start(Files.createDirectory(folder.resolve("data")), Map.of())) {
            AckQueue queue = new AckQueue(hub.database, "acme", Clock.systemUTC());
            readOnce(folder, queue).taken();
            assertThat(waiting(hub)).isEqualTo(2);

            FileAcks again = readOnce(folder, queue);

            assertThat(waiting(hub)).isEqualTo(2);
            again.taken();
            assertThat(waiting(hub)).isEqualTo(2);
            assertThat(rows(hub)).isEqualTo(2);
        }
    }

    @Test
    void nothingIsAnsweredBeforeAllOfTheFileIsDurable(@TempDir Path folder) throws Exception {
        try (IntakeHarness hub = IntakeHarness.start(Files.createDirectory(folder.resolve("data")), Map.of())) {
            AckQueue queue = new AckQueue(hub.database, "acme", Clock.systemUTC());
            // a batch of a long file that was held before the hub died
            readOnce(folder, queue).hold();
            assertThat(rows(hub)).isEqualTo(2);
            assertThat(waiting(hub)).isZero();

            readOnce(folder, queue).taken();

            assertThat(waiting(hub)).isEqualTo(2);
            assertThat(rows(hub)).isEqualTo(2);
        }
    }

    private static FileAcks readOnce(Path folder, AckQueue queue) throws Exception {
        FileAcks acks = new FileAcks(queue, FileAcks.When.ALWAYS, "outbox/a.edi-100-1");
        Path file = Files.writeString(folder.resolve("a.edi"), interchange(901, 3) + interchange(902, 3));
        EdiSplitter.Sink sink = new EdiSplitter.Sink() {
            @Override
            public void accept(EdiPart part) {
                // the report says it all
            }

            @Override
            public void closed(InterchangeReport report) {
                acks.read(report, false);
            }
        };
        try (var in = Files.newInputStream(file)) {
            new EdiSplitter().split(in, sink);
        }
        return acks;
    }

    private static String interchange(int control, int segments) {
        return """
                ISA*00*          *00*          *ZZ*FRLX           *ZZ*HUB            *260301*2359*U*00401*%1$09d*0*P*>~
                GS*QM*FRLX*HUB*20260301*2359*%1$d*X*004010~
                ST*214*0001~B10*P1*S1*FRLX~SE*3*0001~
                ST*214*0002~B10*P2*S2*FRLX~SE*%2$d*0002~
                GE*2*%1$d~IEA*1*%1$09d~
                """
                .formatted(control, segments);
    }

    private static String answers(SftpServerKit server, Path key, Path knownHosts) {
        return """
                - route:
                    id: carrier-in-acme-acknowledge
                    errorHandler:
                      noErrorHandler: {}
                    from:
                      uri: kamelet:carrier-ack-source
                      parameters:
                        carrier: acme
                        schedule: "0/1 * * * * ?"
                      steps:
                        - to:
                            uri: kamelet:partner-sftp-sink
                            parameters:
                              host: %s
                              port: %d
                              username: acme
                              privateKeyFile: %s
                              knownHosts: %s
                """
                .formatted(server.host(), server.port(), key, knownHosts);
    }

    /** Acknowledgements that may go out and have not. */
    private static long waiting(IntakeHarness hub) {
        return hub.database.read(
                connection -> Sql.number(
                        connection,
                        """
                SELECT (SELECT COUNT(*) FROM edi_event WHERE control_number IS NULL AND left_out IS NULL)
                     + (SELECT COUNT(*) FROM edi_outbox WHERE status = 'ready')"""));
    }

    private static long rows(IntakeHarness hub) {
        return hub.database.read(connection -> Sql.number(connection, "SELECT COUNT(*) FROM edi_event"));
    }

    private static String read(Path inbox, int number) throws IOException {
        return Files.readString(inbox.resolve(String.format("ack-acme-%09d.edi", number)), ISO_8859_1);
    }

    /** Names of complete files. */
    private static List<String> names(Path inbox) {
        try (Stream<Path> files = Files.list(inbox)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".edi"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
