package io.caravanserai.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.event.InboundMessage;
import io.caravanserai.testkit.SftpServerKit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every trap of polling files by sFTP that was ever measured, each on a real server. */
class SftpIntakeTest extends SftpTest {
    static int carriers;

    String carrier;
    Path key;
    Path outbox;
    Path knownHosts;

    @BeforeEach
    void newCarrier() {
        carrier = "acme" + ++carriers;
        key = server.userWithKey(carrier);
        outbox = server.folder(carrier).resolve("outbox");
        knownHosts = root.resolve(carrier + ".known_hosts");
        server.addTo(knownHosts);
    }

    @Test
    void aFileIsDurableBeforeItIsMoved() throws Exception {
        put("one.json", "{\"trackingNumber\":\"F1\"}");

        start("keyPath: /trackingNumber");

        await().untilAsserted(() -> assertThat(messages()).hasSize(1));
        InboundMessage message = messages().get(0);
        assertThat(message.topicKey()).isEqualTo(carrier + ":F1");
        assertThat(message.source()).isEqualTo(new InboundMessage.Source("file", "outbox/one.json", 0, 1));
        await().untilAsserted(() -> assertThat(names(outbox)).containsExactly("archive"));
        assertThat(names(outbox.resolve("archive"))).singleElement().asString().endsWith("-one.json");
    }

    @Test
    void aServerWithAnUnknownHostKeyIsNotRead() throws Exception {
        Files.writeString(knownHosts, "");
        put("one.json", "{}");

        start();

        await().untilAsserted(() -> assertThat(report().trouble())
                .contains("host key is unknown")
                .contains("ssh-keyscan -p " + server.port())
                .contains(knownHosts.toString()));
        assertThat(messages()).isEmpty();
        assertThat(names(outbox)).containsExactly("one.json");
    }

    @Test
    void aServerWithAnotherHostKeyIsNotRead(@TempDir Path folder) throws Exception {
        try (SftpServerKit impostor = SftpServerKit.start(folder, 0)) {
            Path hisKey = impostor.userWithKey(carrier);
            impostor.addTo(knownHosts);
            impostor.changeHostKey();
            Path bait = impostor.folder(carrier).resolve("outbox/one.json");
            Files.writeString(bait, "{}");

            hub.route(route(impostor.port(), hisKey, "minAge: 0s"));

            await().untilAsserted(() -> assertThat(report().trouble()).contains("not the known one"));
            assertThat(messages()).isEmpty();
            assertThat(bait).exists();
        }
    }

    @Test
    void aPasswordIsGivenByReferenceAlone() throws Exception {
        server.userWithPassword("pw", "pa?ss&w%rd");
        Files.writeString(server.folder("pw").resolve("outbox/one.json"), "{}");
        Path secret = Files.writeString(root.resolve("pw.secret"), "pa?ss&w%rd\n");

        start("username: pw", "authentication: password", "password: file:" + secret);

        await().untilAsserted(() -> assertThat(messages()).hasSize(1));
        assertThat(hub.context.getEndpoints())
                .noneMatch(endpoint -> endpoint.getEndpointUri().contains("pa?ss"));
    }

    @Test
    void aSlowlyWrittenFileIsTakenWholeOrNotYet() throws Exception {
        Path file = outbox.resolve("slow.csv");
        Files.writeString(file, "number,code\n1,A\n");
        start("minAge: 1500ms", "splitter: csv");
        for (int row = 2; row <= 8; row++) {
            String line = row + ",A\n";
            await().pollDelay(Duration.ofMillis(300)).until(() -> true);
            Files.writeString(file, line, StandardOpenOption.APPEND);
            assertThat(messages()).isEmpty();
        }

        await().untilAsserted(() -> assertThat(messages()).hasSize(1));

        assertThat(new String(messages().get(0).body(), UTF_8))
                .endsWith("8,A\n")
                .hasLineCount(9);
    }

    @Test
    void aFileStillUnderItsDraftNameIsLeftAlone() throws Exception {
        put("one.json.part", "{");
        put("two.json", "{}");

        start();

        await().untilAsserted(() -> assertThat(messages()).hasSize(1));
        assertThat(names(outbox)).contains("one.json.part");
    }

    @Test
    void aFileWaitsForItsDoneFile() throws Exception {
        put("one.json", "{}");
        put("two.json", "{}");
        put("two.json.done", "");

        start("doneFile: '${file:name}.done'");

        await().untilAsserted(() -> assertThat(names(outbox)).containsExactly("archive", "one.json"));
        assertThat(messages()).hasSize(1);
    }

    @Test
    void manyFilesThatStayAreTakenOnceEach() throws Exception {
        for (int i = 0; i < 600; i++) {
            Files.writeString(outbox.resolve("f" + i + ".json"), "{}");
        }

        start("keepFiles: true", "maxFiles: 250");

        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(messages()).hasSize(600));
        int polls = report().polls();
        await().until(() -> report().polls() > polls + 3);
        assertThat(messages()).hasSize(600);
        assertThat(names(outbox)).hasSize(600);
    }

    @Test
    void aMissingFolderIsNoReasonToReconnectAtEveryPoll() throws Exception {
        Files.delete(outbox);
        int before = server.connectionsSoFar();

        start("backOff: 1");

        await().until(() -> report().polls() > 5);
        assertThat(server.connectionsSoFar() - before).isEqualTo(1);
        assertThat(report().trouble()).contains("folder outbox cannot be read");
        assertThat(outbox).doesNotExist();
        Files.createDirectory(outbox);
        put("one.json", "{}");
        await().untilAsserted(() -> assertThat(messages()).hasSize(1));
        await().untilAsserted(() -> assertThat(report().trouble()).isNull());
    }

    @Test
    void aConnectionLostInTheMiddleOfAFileLosesNothing() throws Exception {
        String row = "1234567890,DELIVERED\n";
        put("big.csv", "number,code\n" + row.repeat(20_000));
        server.dropOnceAt(100_000);

        start("splitter: csv", "blockRows: 100");

        await().untilAsserted(() -> assertThat(messages()).hasSize(200));
        await().untilAsserted(() -> assertThat(names(outbox)).containsExactly("archive"));
        assertThat(messages().get(199).source().offset())
                .isEqualTo("number,code\n".length() + 199L * 100 * row.length());
    }

    @Test
    void oneBadRowCostsOneRow() throws Exception {
        put("rows.csv", "number,text\n1,good\n2,\"never closed\n3,good\n4,\"two\nlines\"\n");

        start("splitter: csv");

        await().untilAsserted(() -> assertThat(names(outbox)).containsExactly("archive"));
        assertThat(new String(messages().get(0).body(), UTF_8))
                .isEqualTo("number,text\n1,good\n3,good\n4,\"two\nlines\"\n");
        assertThat(dead()).singleElement().satisfies(letter -> {
            assertThat(letter.place()).isEqualTo("outbox/rows.csv, line 3");
            assertThat(letter.reason()).contains("a quote is not closed");
        });
    }

    @Test
    void aFileOfNoUseIsSetAsideWithItsBytes() throws Exception {
        put("bad.json", "{\"a\":\n]");
        put("good.json", "{}");

        start();

        await().untilAsserted(() -> assertThat(names(outbox)).containsExactly("archive", "failed"));
        assertThat(names(outbox.resolve("failed"))).singleElement().asString().endsWith("-bad.json");
        var letter = dead().get(0);
        assertThat(letter.place()).isEqualTo("outbox/bad.json, line 2, column 1");
        assertThat(hub.deadLetters.find(letter.id()).orElseThrow().content()).isEqualTo("{\"a\":\n]".getBytes(UTF_8));
    }

    @Test
    void anEdiFileIsCutByMessageAndABrokenMessageCostsItselfAlone() throws Exception {
        String good = "ST*214*%s~B10*PRO%s*SHIP*FLTL~SE*3*%s~";
        put(
                "status.x12",
                "ISA*00*          *00*          *ZZ*FLTL           *ZZ*HUB            *260301*1015*U*00401*000000001*0*P*>~"
                        + "GS*QM*FLTL*HUB*20260301*1015*1*X*004010~"
                        + good.formatted("0001", "1", "0001")
                        + "ST*214*0002~B10*PRO2*SHIP*FLTL~SE*9*0002~"
                        + good.formatted("0003", "3", "0003")
                        + "GE*3*1~IEA*1*000000001~");

        start("splitter: edi");

        await().untilAsserted(() -> assertThat(names(outbox)).containsExactly("archive"));
        await().untilAsserted(() -> assertThat(messages()).hasSize(2));
        assertThat(messages())
                .extracting(message -> new String(message.body(), UTF_8))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("ISA*")
                                .contains("PRO1")
                                .doesNotContain("PRO3"),
                        last -> assertThat(last)
                                .startsWith("ISA*")
                                .contains("PRO3")
                                .doesNotContain("PRO1"));
        assertThat(dead()).singleElement().satisfies(letter -> assertThat(letter.place())
                .isEqualTo("outbox/status.x12, line 1, segment 8 (SE), byte 218"));
    }

    @Test
    void anInterchangeThatComesTwiceIsHandedOnOnceAndMayBeReplayed() throws Exception {
        String edi = "UNB+UNOC:3+ACME:14+HUB:14+260301:1015+77'UNH+1+IFTSTA:D:96A:UN'BGM+23+X'UNT+3+1'UNZ+1+77'";
        put("first.edi", edi);
        start("splitter: edi");
        await().untilAsserted(() -> assertThat(names(outbox)).containsExactly("archive"));

        put("again.edi", edi);

        await().untilAsserted(() -> assertThat(names(outbox)).containsExactly("archive", "failed"));
        await().untilAsserted(() -> assertThat(messages()).hasSize(1));
        var letter = dead().get(0);
        assertThat(letter.reason()).contains("EDIFACT interchange 77").contains("in outbox/first.edi at byte 0");
        assertThat(letter.place()).isEqualTo("outbox/again.edi, interchange 77, byte 0");
        int before = hub.replayed.size();
        assertThat(hub.deadLetters.replay(letter.id())).isTrue();
        assertThat(hub.replayed).hasSize(before + 1);
        assertThat(new String(hub.replayed.get(before).body(), UTF_8)).isEqualTo(edi);
    }

    @Test
    void aFileTooLargeForOneMessageIsSetAsideWhole() throws Exception {
        put("huge.json", "[" + "1,".repeat(WholeSplitter.MAX_BYTES / 2) + "1]");

        start();

        await().untilAsserted(() -> assertThat(names(outbox)).containsExactly("failed"));
        assertThat(dead()).singleElement().satisfies(letter -> {
            assertThat(letter.size()).isEqualTo(WholeSplitter.MAX_BYTES + 3L);
            assertThat(letter.reason()).contains("larger than");
        });
        assertThat(messages()).isEmpty();
    }

    @Test
    void theSameNameSentAgainIsAnotherFile() throws Exception {
        put("one.json", "{\"n\":1}");
        start();
        await().untilAsserted(() -> assertThat(names(outbox)).containsExactly("archive"));

        put("one.json", "{\"n\":22}");

        await().untilAsserted(() -> assertThat(messages()).hasSize(2));
        await().untilAsserted(() -> assertThat(names(outbox.resolve("archive"))).hasSize(2));
    }

    @Test
    void aNameThatLooksLikeAnExpressionIsJustAName() throws Exception {
        put("${exchangeId}.json", "{}");
        put("kafka.OVERRIDE_TOPIC=stolen.json", "{}");

        start();

        await().untilAsserted(() -> assertThat(messages()).hasSize(2));
        await().untilAsserted(() ->
                assertThat(names(outbox.resolve("archive"))).anyMatch(name -> name.endsWith("-${exchangeId}.json")));
        assertThat(records()).allMatch(record -> !record.headers().iterator().hasNext());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../treasure.json", "..\\treasure.json", "sub/../../treasure.json", "/treasure.json"})
    void aServerCannotLeadTheHubOutOfTheFolder(String listedName) throws Exception {
        Path treasure = Files.writeString(server.folder(carrier).resolve("treasure.json"), "{\"secret\":1}");
        put("bait.json", "{\"n\":1}");
        put("good.json", "{\"n\":2}");
        server.listAs(name -> name.equals("bait.json") ? listedName : name);

        start();

        await().untilAsserted(() -> assertThat(outbox.resolve("archive")).isDirectoryContaining("glob:**-good.json"));
        int polls = report().polls();
        await().untilAsserted(() -> assertThat(report().polls()).isGreaterThan(polls + 2));
        await().untilAsserted(() -> assertThat(messages()).isNotEmpty());
        assertThat(messages())
                .singleElement()
                .satisfies(message -> assertThat(message.source().name()).isEqualTo("outbox/good.json"));
        assertThat(treasure).exists();
        assertThat(outbox.resolve("bait.json")).exists();
        assertThat(report().trouble()).isNull();
        server.listAs(UnaryOperator.identity());
    }

    private void start(String... parameters) throws Exception {
        hub.route(route(server.port(), key, parameters));
    }

    private PollReport report() {
        return hub.report();
    }

    private List<ConsumerRecord<String, byte[]>> records() {
        return hub.records().stream()
                .filter(record -> record.key().startsWith(carrier + ":"))
                .toList();
    }

    private List<InboundMessage> messages() {
        return records().stream()
                .map(record -> io.caravanserai.event.Json.read(record.value(), InboundMessage.class))
                .toList();
    }

    private List<io.caravanserai.deadletter.DeadLetterSource.Summary> dead() {
        return hub.dead().stream()
                .filter(letter -> letter.carrier().equals(carrier))
                .toList();
    }

    private void put(String name, String text) throws IOException {
        Path draft = root.resolve("draft");
        Files.writeString(draft, text, UTF_8);
        Files.move(draft, outbox.resolve(name));
    }

    /** None in a folder that the hub has not made yet. */
    private static List<String> names(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private String route(int port, Path privateKey, String... parameters) {
        return SftpRoutes.route(carrier, server.host(), port, privateKey, knownHosts, parameters);
    }
}
