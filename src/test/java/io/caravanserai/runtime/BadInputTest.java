package io.caravanserai.runtime;

import static io.caravanserai.runtime.CarrierFiles.collected;
import static io.caravanserai.runtime.CarrierFiles.csv;
import static io.caravanserai.runtime.CarrierFiles.edifact;
import static io.caravanserai.runtime.CarrierFiles.status;
import static io.caravanserai.runtime.CarrierFiles.x12;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.caravanserai.testkit.WebhookCaller;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What carriers send and should not, through a whole hub: it costs nothing but itself. The bytes are kept with the
 * place and the reason, what is good beside them arrives, and so does what is sent afterwards.
 */
class BadInputTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path SHIPPED_ROUTES = Path.of("routes");
    private static final Path SHIPPED_MAPPINGS = Path.of("edi-mappings");
    private static final Path XPRESS = Path.of("src/test/resources/hub/xpress");
    private static final String SECRET = "xpr3ss: s3cret of this test";
    private static final String COLLECTED = "collection/collected";
    private static final AtomicInteger NEXT = new AtomicInteger(1000);

    static TestPartners partners;
    static TestHub hub;
    static TestCustomer customer;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Path data = folder.resolve("data");
        partners = TestPartners.start(folder.resolve("server"), data);
        Path routes = copy(SHIPPED_ROUTES, folder.resolve("routes"));
        Path mappings = copy(SHIPPED_MAPPINGS, folder.resolve("mappings"));
        Files.copy(XPRESS.resolve("xpress.camel.yaml"), routes.resolve("carriers/xpress.camel.yaml"));
        Files.createDirectories(mappings.resolve("xpress"));
        Files.copy(XPRESS.resolve("tracking.map.yaml"), mappings.resolve("xpress/tracking.map.yaml"));
        Map<String, String> settings = new LinkedHashMap<>(partners.carriers());
        settings.put("hub.routes.dir", routes.toString());
        settings.put("hub.mappings.dir", mappings.toString());
        settings.put("carrier.xpress.webhook.secret", "file:" + Files.writeString(folder.resolve("secret"), SECRET));
        hub = TestHub.onSharedBroker(data, settings);
        customer = TestCustomer.of(hub);
    }

    @AfterAll
    static void stop() throws IOException {
        customer.close();
        hub.close();
        partners.close();
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                arguments(
                        "malformed JSON",
                        "sandbox",
                        "{\"tracking_number\":\"B1\",\n \"code\" 7}",
                        "JSON",
                        "line 2, column"),
                arguments("JSON cut short", "sandbox", "[{\"tracking_number\":\"B2\"", "JSON", "line 1, column"),
                arguments("JSON that is Latin-1", "sandbox", "{\"city\":\"Malmö\"}", "UTF-8", "line 1, column"),
                arguments("JSON that is broken UTF-32", "sandbox", "\0\0\0{\0\u00ff\u00ff\u00ff", "UTF-32", "line 1"),
                arguments("two JSON documents", "sandbox", "{}\n{}", "more follows", "line 2, column"),
                arguments("no JSON at all", "sandbox", "tracking_number=B3", "JSON", "line 1, column"),
                arguments("deep JSON", "sandbox", "[".repeat(100_000), "nested deeper", "line 1, column"),
                arguments("malformed XML", "xpress", "<Events>\n<Event></Events>", "XML", "line 2, column"),
                arguments("XML cut short", "xpress", "<Events><Event><Number>B4", "XML", "line 1, column"),
                arguments(
                        "XML that is not what it declares",
                        "xpress",
                        "<?xml version='1.0' encoding='UTF-8'?>\n<Events>Malmö</Events>",
                        "XML",
                        "line "),
                arguments(
                        "XML in a charset of its own",
                        "xpress",
                        "<?xml version='1.0' encoding='klingon'?>\n<Events/>",
                        "XML",
                        "line "),
                arguments("deep XML", "xpress", "<Events>".repeat(100_000), "nested deeper", "line 1, column"),
                arguments(
                        "an external entity",
                        "xpress",
                        "<!DOCTYPE Events [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>\n<Events>&x;</Events>",
                        "DTD",
                        "line 1, column"),
                arguments(
                        "XML on which the JDK's parser itself fails",
                        "xpress",
                        "<!DOCTYPE Events [<!ENTITY x SYSTEM 'a'\002]>\n<Events/>",
                        "XML",
                        "line 1"),
                arguments(
                        "a billion laughs",
                        "xpress",
                        "<!DOCTYPE Events [<!ENTITY a 'ha'>" + laughs(20) + "]>\n<Events>&a20;</Events>",
                        "DTD",
                        "line 1, column"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void anUnreadableWebhookIsRefusedAndKept(String what, String carrier, String text, String reason, String place)
            throws Exception {
        byte[] body = text.getBytes(ISO_8859_1);

        HttpResponse<String> answer = send(carrier, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(place).doesNotContain("java.");
        assertThat(letters(carrier, reason))
                .filteredOn(letter -> Arrays.equals(letter.raw(), body))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.stage()).isEqualTo("webhook");
                    assertThat(letter.place()).startsWith(place);
                });
        aGoodOneStillArrives(carrier);
    }

    @Test
    void theGoodPartOfABatchArrivesAndTheRestIsKept() throws Exception {
        String good = track("sandbox");
        byte[] body = ("[" + sandboxEvent("BATCH-BAD", "yesterday at noon") + ","
                        + sandboxEvent(good, "2026-03-09T10:00:00Z") + "]")
                .getBytes(UTF_8);

        HttpResponse<String> answer = send("sandbox", body);

        assertThat(answer.statusCode()).isEqualTo(200);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(customer.codes(good)).containsExactly(COLLECTED));
        assertThat(letters("sandbox", "time")).singleElement().satisfies(letter -> {
            assertThat(letter.stage()).isEqualTo("harmonize");
            assertThat(letter.place()).contains("$[0]");
            assertThat(letter.raw()).isEqualTo(body);
        });
    }

    @Test
    void whatIsNotGenuineLeavesNoTrace() throws Exception {
        String number = track("xpress");
        int before = hub.deadLetters().size();

        HttpResponse<String> answer = WebhookCaller.hmac(url("xpress"), "X-Signature", "sha256=", "a guess")
                .send(xpressEvent(number, "delivery/delivered").getBytes(UTF_8));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
        // the next message of the same number takes the same way, so the refused one would have come before it
        assertThat(send("xpress", xpressEvent(number, COLLECTED).getBytes(UTF_8))
                        .statusCode())
                .isEqualTo(200);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(customer.codes(number)).containsExactly(COLLECTED));
        assertThat(hub.deadLetters()).hasSize(before);
    }

    @Test
    void aCarrierThatIsNotThereIsNotFound() throws Exception {
        int before = hub.deadLetters().size();

        HttpResponse<String> answer = WebhookCaller.open(url("nobody")).send("{}".getBytes(UTF_8));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(hub.deadLetters()).hasSize(before);
    }

    static Stream<Arguments> badFiles() {
        return Stream.of(
                arguments(
                        "no EDI at all",
                        "freightline_ltl",
                        List.of(),
                        "Dear customer, please find attached".getBytes(UTF_8),
                        "no ISA, UNA or UNB",
                        "line 1",
                        "please find"),
                arguments(
                        "an unknown segment in one of two",
                        "freightline_ltl",
                        List.of("4440001"),
                        x12(status("0001", "4440000", 7, "XYZ*1~\n"), status("0002", "4440001")),
                        "does not permit XYZ",
                        "segment 6 (XYZ) of message 0001, byte ",
                        "4440000"),
                arguments(
                        "a wrong count in one of three",
                        "freightline_ltl",
                        List.of("4440011", "4440013"),
                        x12(status("0001", "4440011"), status("0002", "4440012", 99, ""), status("0003", "4440013")),
                        "SE counts 99 segments, the message has 6",
                        "line 14, segment 14 (SE)",
                        "4440012"),
                arguments(
                        "an X12 file cut short",
                        "freightline_ltl",
                        List.of("4440021"),
                        cut(x12(status("0001", "4440021"), status("0002", "4440022")), "MS1", 2),
                        "214 0002 has no SE",
                        "line 13, segment 13 (MS1), byte ",
                        "4440022"),
                arguments(
                        "an EDIFACT file cut short",
                        "bring",
                        List.of("370400000000044401"),
                        cut(edifact("UNOC", List.of("370400000000044401", "370400000000044402"), "KARI"), "GID", 2),
                        "IFTSTA 2 has no UNT",
                        "segment",
                        "UNH+2"),
                arguments(
                        "EDIFACT in another charset than it says",
                        "bring",
                        List.of("370400000000044412"),
                        edifact("UNOA", List.of("370400000000044411", "370400000000044412"), "KÅRE"),
                        "byte 0xC5 is no text",
                        "segment",
                        "370400000000044411"),
                arguments(
                        "CSV with a time that is none",
                        "nordic_couriers",
                        List.of("NC-4441", "NC-4443"),
                        csv(
                                collected("NC-4441"),
                                collected("NC-4442").replace("10.03.2026", "soon"),
                                collected("NC-4443")),
                        "time",
                        "line 3",
                        "NC-4442"),
                arguments(
                        "CSV with an open quote",
                        "nordic_couriers",
                        List.of("NC-4451", "NC-4453"),
                        csv(collected("NC-4451"), "\"" + collected("NC-4452"), collected("NC-4453")),
                        "a quote is not closed",
                        "line 3",
                        "NC-4452"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badFiles")
    void theGoodPartOfAFileArrivesAndTheRestIsKept(
            String what, String carrier, List<String> good, byte[] content, String reason, String place, String kept)
            throws Exception {
        for (String number : good) {
            customer.track(carrier, number);
        }
        String name = "bad-" + NEXT.incrementAndGet() + ".txt";

        partners.drop(carrier, name, content);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(letters(carrier, reason)).anySatisfy(letter -> {
                    assertThat(letter.source()).as("the file").endsWith(name);
                    assertThat(letter.place()).contains(place);
                    assertThat(letter.text()).contains(kept);
                }));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(good)
                .allSatisfy(number -> assertThat(customer.codes(number)).hasSize(1)));
        Path moved = partners.outbox(carrier).resolve(good.isEmpty() ? "failed" : "archive");
        await().untilAsserted(() -> assertThat(TestPartners.files(moved))
                .anyMatch(file -> file.toString().endsWith(name)));
        aGoodFileStillArrives(carrier);
    }

    private static void aGoodOneStillArrives(String carrier) throws Exception {
        String number = track(carrier);
        String event = carrier.equals("xpress")
                ? xpressEvent(number, COLLECTED)
                : sandboxEvent(number, "2026-03-09T10:00:00Z");
        assertThat(send(carrier, event.getBytes(UTF_8)).statusCode()).isEqualTo(200);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(customer.codes(number)).containsExactly(COLLECTED));
    }

    private static void aGoodFileStillArrives(String carrier) throws Exception {
        String number = track(carrier);
        byte[] content =
                switch (carrier) {
                    case "bring" -> edifact("UNOC", List.of(number), "KARI");
                    case "nordic_couriers" -> csv(collected(number));
                    default -> x12(status("0001", number));
                };
        partners.drop(carrier, number + ".txt", content);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(customer.codes(number)).hasSize(1));
    }

    /** A number that no other test uses, tracked. */
    private static String track(String carrier) throws Exception {
        String number = "88" + NEXT.incrementAndGet();
        customer.track(carrier, number);
        return number;
    }

    private static HttpResponse<String> send(String carrier, byte[] body) throws Exception {
        WebhookCaller caller = carrier.equals("xpress")
                ? WebhookCaller.hmac(url(carrier), "X-Signature", "sha256=", SECRET)
                        .sending("text/xml")
                : WebhookCaller.open(url(carrier));
        return caller.send(body);
    }

    private static String url(String carrier) {
        return "http://127.0.0.1:" + hub.hub().httpPort() + "/carriers/" + carrier + "/events";
    }

    private static String sandboxEvent(String number, String time) {
        return "{\"tracking_number\":\"" + number + "\",\"code\":\"" + COLLECTED + "\",\"time\":\"" + time + "\"}";
    }

    private static String xpressEvent(String number, String code) {
        return "<Events><Event><Number>" + number + "</Number><Code>" + code
                + "</Code><Time>2026-03-09T10:00:00Z</Time></Event></Events>";
    }

    private static List<TestHub.Letter> letters(String carrier, String reason) throws Exception {
        return hub.deadLetters().stream()
                .filter(letter ->
                        letter.carrier().equals(carrier) && letter.reason().contains(reason))
                .toList();
    }

    private static String laughs(int levels) {
        StringBuilder entities = new StringBuilder();
        String last = "a";
        for (int i = 1; i <= levels; i++) {
            entities.append("<!ENTITY a")
                    .append(i)
                    .append(" '")
                    .append(("&" + last + ";").repeat(10))
                    .append("'>");
            last = "a" + i;
        }
        return entities.toString();
    }

    /** The file as it is when its sender stopped in the middle of the nth such segment. */
    private static byte[] cut(byte[] file, String segment, int nth) {
        String text = new String(file, ISO_8859_1);
        int at = -1;
        for (int i = 0; i < nth; i++) {
            at = text.indexOf(segment, at + 1);
        }
        return Arrays.copyOf(file, at + segment.length() + 2);
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return to;
    }
}
