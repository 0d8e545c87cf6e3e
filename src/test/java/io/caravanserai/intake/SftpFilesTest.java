package io.caravanserai.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.event.InboundMessage;
import io.caravanserai.event.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of a carrier's files are taken, when, and how often. */
class SftpFilesTest extends SftpTest {
    SftpCarrier carrier;
    HubLog log;

    @BeforeEach
    void newCarrier() {
        carrier = SftpCarrier.on(server, root);
        log = HubLog.open();
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rename", "done file"})
    void aWriterThatPausesLongIsWaitedFor(String way) throws Exception {
        // Given a partner that stops in the middle for longer than any minimum age
        boolean renames = way.equals("rename");
        Path file = carrier.outbox().resolve(renames ? "status.csv.part" : "status.csv");
        Files.writeString(file, "number,code\n1,A\n");
        hub.route(carrier.route(
                renames ? "splitter: csv" : "doneFile: '${file:name}.done'", "splitter: csv", "minAge: 0s"));
        await().until(() -> hub.report().polls() > 5);
        assertThat(carrier.messages(hub)).isEmpty();

        Files.writeString(file, "2,B\n", StandardOpenOption.APPEND);
        if (renames) {
            Files.move(file, carrier.outbox().resolve("status.csv"));
        } else {
            Files.writeString(carrier.outbox().resolve("status.csv.done"), "");
        }

        await().untilAsserted(() -> assertThat(bodies()).containsExactly("number,code\n1,A\n2,B\n"));
        await().untilAsserted(() -> assertThat(carrier.archived()).hasSize(1));
    }

    @Test
    void aFileWhoseTransferWasCutIsTakenWholeAndOnce() throws Exception {
        String text = "0123456789abcdef".repeat(256 * 1024);
        carrier.put("big.txt", text);
        server.dropOnceAt(1_000_000);

        hub.route(carrier.route("format: text"));

        await().untilAsserted(() -> assertThat(carrier.archived()).hasSize(1));
        await().untilAsserted(() -> assertThat(carrier.messages(hub)).hasSize(1));
        assertThat(Sha256.hex(bodies().get(0))).isEqualTo(Sha256.hex(text));
        assertThat(log.about("big.txt")).as("the cut did happen").isNotEmpty();
    }

    @Test
    void namesAreJustNames() throws Exception {
        List<String> names = List.of(
                "-rf.json",
                "a..b.json",
                "what?.json",
                "with some  blanks.json",
                "zażółć-Ω-文.json",
                "*.json",
                "#&+%20;'$(x).json");
        for (String name : names) {
            carrier.put(name, "{\"n\":\"" + name + "\"}");
        }

        hub.route(carrier.route());

        await().untilAsserted(() -> assertThat(carrier.archived()).hasSize(names.size()));
        await().untilAsserted(() -> assertThat(carrier.messages(hub)).hasSize(names.size()));
        assertThat(carrier.messages(hub)).allSatisfy(message -> assertThat(new String(message.body(), UTF_8))
                .isEqualTo("{\"n\":\"" + message.source().name().substring("outbox/".length()) + "\"}"));
        assertThat(carrier.archived())
                .allMatch(kept -> names.stream().anyMatch(name -> kept.endsWith("-" + name.replaceAll("[*?]", "_"))));
    }

    @Test
    void aNameWithALineBreakIsRefusedInOneLine() throws Exception {
        carrier.put("new\nline.json", "{}");
        carrier.put("good.json", "{}");

        hub.route(carrier.route());

        await().untilAsserted(() -> assertThat(carrier.archived()).hasSize(1));
        int polls = hub.report().polls();
        await().until(() -> hub.report().polls() > polls + 5);
        assertThat(log.about("new?line.json")).hasSize(1);
        await().untilAsserted(() -> assertThat(carrier.messages(hub)).hasSize(1));
        assertThat(carrier.outbox().resolve("new\nline.json")).exists();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void thePartnersClockDoesNotMatter(int hours) throws Exception {
        FileTime wrong = FileTime.from(Instant.now().plus(Duration.ofHours(hours)));
        Files.setLastModifiedTime(carrier.put("one.json", "{}"), wrong);

        hub.route(carrier.route("minAge: 300ms"));

        await().untilAsserted(() -> assertThat(carrier.archived()).hasSize(1));
        Files.setLastModifiedTime(carrier.put("two.json", "{}"), wrong);
        await().untilAsserted(() -> assertThat(carrier.archived()).hasSize(2));
        await().untilAsserted(() -> assertThat(carrier.messages(hub)).hasSize(2));
    }

    @Test
    void theSameNameSizeAndTimeWithOtherContentIsAnotherFile() throws Exception {
        FileTime time = FileTime.from(Instant.parse("2026-11-20T10:00:00Z"));
        Files.setLastModifiedTime(carrier.put("one.json.part", "{\"n\":1}"), time);
        Files.move(carrier.outbox().resolve("one.json.part"), carrier.outbox().resolve("one.json"));
        hub.route(carrier.route());
        await().untilAsserted(() -> assertThat(carrier.archived()).hasSize(1));

        Files.setLastModifiedTime(carrier.put("one.json.part", "{\"n\":2}"), time);
        Files.move(carrier.outbox().resolve("one.json.part"), carrier.outbox().resolve("one.json"));

        await().untilAsserted(() -> assertThat(bodies()).containsExactly("{\"n\":1}", "{\"n\":2}"));
        assertThat(carrier.messages(hub)).extracting(InboundMessage::id).doesNotHaveDuplicates();
    }

    @Test
    void filesOfABatchKeepTheirOrderAndABadOneItsPlace() throws Exception {
        Instant start = Instant.parse("2026-11-20T10:00:00Z");
        for (int i = 0; i < 30; i++) {
            Path draft =
                    carrier.put("f" + i + ".json.part", i == 7 ? "{" : "{\"trackingNumber\":\"T\",\"n\":" + i + "}");
            Files.setLastModifiedTime(draft, FileTime.from(start.plusSeconds(i)));
        }
        for (int i = 0; i < 30; i++) {
            Files.move(
                    carrier.outbox().resolve("f" + i + ".json.part"),
                    carrier.outbox().resolve("f" + i + ".json"));
        }

        hub.route(carrier.route("keyPath: /trackingNumber"));

        await().untilAsserted(() -> assertThat(carrier.archived()).hasSize(29));
        await().untilAsserted(() -> assertThat(carrier.messages(hub)).hasSize(29));
        assertThat(carrier.messages(hub))
                .extracting(message -> message.source().name())
                .containsExactlyElementsOf(IntStream.range(0, 30)
                        .filter(i -> i != 7)
                        .mapToObj(i -> "outbox/f" + i + ".json")
                        .toList());
        assertThat(SftpCarrier.names(carrier.outbox().resolve("failed")))
                .singleElement()
                .asString()
                .endsWith("-f7.json");
    }

    private List<String> bodies() {
        return carrier.messages(hub).stream()
                .map(message -> new String(message.body(), UTF_8))
                .toList();
    }
}
