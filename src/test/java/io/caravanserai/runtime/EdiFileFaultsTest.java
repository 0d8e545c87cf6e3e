package io.caravanserai.runtime;

import static io.caravanserai.runtime.CarrierFiles.edifact;
import static io.caravanserai.runtime.CarrierFiles.status;
import static io.caravanserai.runtime.CarrierFiles.x12;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One file with a message that counts its segments wrong, one with a segment that does not belong there, and one that
 * breaks off, from a real sFTP server through a whole hub.
 */
class EdiFileFaultsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    static TestPartners partners;
    static TestHub hub;
    static TestCustomer customer;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Path data = folder.resolve("data");
        partners = TestPartners.start(folder.resolve("server"), data);
        hub = TestHub.onSharedBroker(data, partners.carriers());
        customer = TestCustomer.of(hub);
    }

    @AfterAll
    static void stop() throws IOException {
        customer.close();
        hub.close();
        partners.close();
    }

    /**
     * What must be told of one message.
     *
     * @param place with {@code @} where the byte offset of {@code at} in the file belongs
     * @param at text of the file where the fault is
     * @param message text of the file with which the message begins, up to the next one
     */
    private record Expected(String reason, String place, String at, String message) {}

    static Stream<Arguments> files() {
        String x12 = text(x12(
                status("0001", "5550001"),
                status("0002", "5550002", 99, ""),
                status("0003", "5550003", 7, "XYZ*1~\n"),
                status("0004", "5550004"),
                status("0005", "5550005")));
        List<String> numbers =
                Stream.of(1, 2, 3, 4, 5).map(n -> "37040000000005550" + n).toList();
        String edifact = text(edifact("UNOC", numbers, "KARI"))
                .replace("UNT+12+2'", "UNT+99+2'")
                .replace("GID+1+1'\nPCI+30+" + numbers.get(2), "XYZ+1+1'\nPCI+30+" + numbers.get(2));
        return Stream.of(
                arguments(
                        "freightline_ltl",
                        List.of("5550001", "5550004"),
                        x12.substring(0, x12.lastIndexOf("MS1*CHICAGO") + 7),
                        List.of(
                                new Expected(
                                        "SE counts 99 segments, the message has 6",
                                        "line 14, segment 14 (SE), byte @",
                                        "SE*99*0002",
                                        "ST*214*0002"),
                                new Expected(
                                        "does not permit XYZ",
                                        "segment 6 (XYZ) of message 0003, byte @",
                                        "XYZ*1",
                                        "ST*214*0003"),
                                new Expected(
                                        "214 0005 has no SE",
                                        "segment 32 (MS1), byte @",
                                        "MS1*CHI\u0000",
                                        "ST*214*0005"),
                                new Expected("GS 77 has no trailer", "segment 2 (GS), byte @", "GS*QM", "GS*QM"),
                                new Expected("ISA 000000077 has no trailer", "byte @", "ISA*", "ISA*"))),
                arguments(
                        "bring",
                        List.of(numbers.get(0), numbers.get(3)),
                        edifact.substring(0, edifact.lastIndexOf("PCI+30") + 9),
                        List.of(
                                new Expected(
                                        "UNT counts 99 segments, the message has 12",
                                        "segment 25 (UNT), byte @",
                                        "UNT+99+2",
                                        "UNH+2"),
                                new Expected(
                                        "does not permit XYZ",
                                        "segment 10 (XYZ) of message 3, byte @",
                                        "XYZ+1+1",
                                        "UNH+3"),
                                new Expected(
                                        "IFTSTA 5 has no UNT", "segment 60 (PCI), byte @", "PCI+30+37\u0000", "UNH+5"),
                                new Expected("UNB 5001 has no trailer", "segment 1 (UNB), byte @", "UNA", "UNA"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void eachFaultCostsItsOwnMessage(String carrier, List<String> good, String content, List<Expected> faults)
            throws Exception {
        for (String number : good) {
            customer.track(carrier, number);
        }
        String name = carrier + "-faults.edi";

        partners.drop(carrier, name, content.getBytes(ISO_8859_1));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(letters(name)).hasSize(faults.size()));
        for (Expected fault : faults) {
            assertThat(letters(name))
                    .filteredOn(letter -> letter.reason().contains(fault.reason()))
                    .singleElement()
                    .satisfies(letter -> {
                        assertThat(letter.place()).endsWith(place(fault, content));
                        assertThat(letter.text()).contains(message(fault, content));
                    });
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(good)
                .allSatisfy(number -> assertThat(customer.codes(number)).hasSize(1)));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        TestPartners.files(partners.outbox(carrier).resolve("archive")))
                .singleElement()
                .satisfies(
                        file -> assertThat(Files.readString(file, ISO_8859_1)).isEqualTo(content)));
    }

    /** The text {@code at} stands once in the file, or for one that ends in NUL at its end. */
    private static String place(Expected fault, String content) {
        return fault.place().replace("@", String.valueOf((content + '\u0000').indexOf(fault.at())));
    }

    /** From the beginning of a message, or of the envelope, to the next segment that begins one. */
    private static String message(Expected fault, String content) {
        int from = content.indexOf(fault.message());
        int to = Stream.of("\nGS*", "\nST*", "\nUNH+")
                .mapToInt(header -> content.indexOf(header, from))
                .filter(end -> end >= 0)
                .min()
                .orElse(content.length());
        return content.substring(from, to);
    }

    private static List<TestHub.Letter> letters(String name) throws Exception {
        return hub.deadLetters().stream()
                .filter(letter -> letter.source().endsWith(name))
                .toList();
    }

    private static String text(byte[] file) {
        return new String(file, ISO_8859_1);
    }
}
