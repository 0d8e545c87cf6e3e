package io.caravanserai.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.TextNode;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.store.Dialect;
import io.caravanserai.testkit.WebhookSink;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages in a customer's own form, and what a customer's script cannot do. */
class PayloadTransformTest {
    /** Runs for seconds, then ends, so that the test leaves no busy thread behind. */
    private static final String LONG_LOOP = "let a = ["
            + IntStream.range(0, 34).mapToObj(Integer::toString).collect(Collectors.joining(",")) + "]\n"
            + "size([for ($a) size([for ($a) size([for ($a) size([for ($a) size([for ($a) .])])])])])";

    private static final String SLOW_EXPRESSION = "test(\"" + "a".repeat(60) + "\", \"^(a|aa)+\\\\1!$\")";

    @SuppressWarnings("NullAway.Init") // those that need one make their own
    DeliveryHarness hub;

    @AfterEach
    void close() {
        if (hub != null) {
            hub.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void theResultIsSentAndSignedAndTheMessageIsKeptAsItWas(Dialect dialect) throws Exception {
        hub = new DeliveryHarness(dialect).start();
        WebhookSink sink = hub.sink();
        Subscription subscription =
                subscribe(sink, "{\"text\": .[0].shipment_id + \" ü \" + .[0].event.codes.gluey.milestone}");

        hub.send(News.of("S1", "e1"));

        await().until(() -> hub.count("delivered") == 1);
        assertThat(sink.received().get(0).text()).isEqualTo("{\"text\":\"S1 ü in_transit\"}");
        Messages.verify(subscription, sink.received().get(0));
        assertThat(body()).startsWith("[{\"shipment_id\":\"S1\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if (.[0].shipment_id == \"A\") null else .",
                "if (.[0].shipment_id == \"A\") false else .",
            })
    void nullOrFalseIsNotSent(String script) {
        hub = new DeliveryHarness(Dialect.SQLITE).start();
        WebhookSink sink = hub.sink();
        subscribe(sink, script);

        hub.send(News.of("A", "a1"), News.of("A", "a2"), News.of("B", "b1"));

        await().until(() -> hub.count("cancelled") == 2 && hub.count("delivered") == 1);
        assertThat(sink.received()).extracting(Messages::shipment).containsExactly("B");
        assertThat(hub.lines())
                .filteredOn(line -> line.status().equals("cancelled"))
                .allMatch(line -> "transform: its result is not to be sent".equals(line.lastError()));
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aScriptThatFailsMakesADeadLetterAndHoldsNothingUp(Dialect dialect) {
        hub = new DeliveryHarness(dialect).start();
        WebhookSink sink = hub.sink();
        Subscription subscription = subscribe(sink, "if (.[0].shipment_id == \"A\") error(\"no A here\") else .");

        hub.send(IntStream.range(0, 20)
                .mapToObj(i -> News.of("A", "a" + i))
                .toArray(io.caravanserai.tracking.ShipmentEvent[]::new));
        hub.send(News.of("B", "b1"));

        await().until(() -> hub.count("dead") == 20 && hub.count("delivered") == 1);
        assertThat(sink.received()).extracting(Messages::shipment).containsExactly("B");
        DeliveryStore.Line dead = hub.deliveries
                .list(FreshStore.ACCOUNT, "dead", Long.MAX_VALUE, 1)
                .get(0);
        assertThat(dead.lastError()).startsWith("transform: ").contains("no A here");
        assertThat(new String(hub.deliveries.find(null, dead.id()).orElseThrow().body(), UTF_8))
                .startsWith("[{\"shipment_id\":\"A\"");

        change(subscription, "{\"corrected\": .[0].shipment_id}");
        assertThat(hub.deliveries.replay(null, dead.id())).isEqualTo(DeliveryStore.Replay.QUEUED);
        hub.advance(Duration.ZERO);
        await().until(() -> hub.count("delivered") == 2);
        assertThat(sink.received().get(1).text()).isEqualTo("{\"corrected\":\"A\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {LOOP, EXPRESSION})
    void aScriptThatDoesNotEndIsGivenUpAndOthersGoOn(String kind) {
        hub = new DeliveryHarness(Dialect.SQLITE).start();
        WebhookSink stuck = hub.sink();
        WebhookSink fine = hub.sink();
        Subscription endless = subscribe(stuck, kind.equals(LOOP) ? LONG_LOOP : SLOW_EXPRESSION);
        Subscription other = subscribe(fine, "{\"of\": .[0].shipment_id}");

        for (int i = 0; i < 30; i++) {
            hub.send(News.of("S" + i, "e" + i));
        }

        await().until(() -> hub.count("dead") == 30 && hub.count("delivered") == 30);
        assertThat(stuck.received()).isEmpty();
        assertThat(fine.received()).hasSize(30);
        assertThat(hub.lines())
                .filteredOn(line -> line.status().equals("dead"))
                .allMatch(line -> line.subscriptionId().equals(endless.id()))
                .allMatch(
                        line -> String.valueOf(line.lastError()).startsWith("transform: it runs for more than 250 ms"));
        assertThat(hub.lines())
                .filteredOn(line -> line.status().equals("delivered"))
                .allMatch(line -> line.subscriptionId().equals(other.id()));
    }

    private static final String LOOP = "a loop";
    private static final String EXPRESSION = "a regular expression";

    @Test
    void aThreadThatWasGivenUpIsThereAgainAfterwards() {
        try (TransformRunner runner = new TransformRunner(Duration.ofMinutes(2))) {
            Future<byte[]> slow = runner.run(SLOW_EXPRESSION, bytes("[]"));

            await().until(slow::isComplete);
            assertThat(slow.cause()).hasMessageContaining("250 ms");
            await().until(() -> runner.lost() == 0);
            Future<byte[]> next = runner.run(".", bytes("[1]"));
            await().until(next::isComplete);
            assertThat(next.result()).isEqualTo(bytes("[1]"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\": .b + } | Line 1,",
                "// a comment~{\"a\": nonsense(.b)} | Line 2,",
                "let x = 1~def f(n) f($n)~f(1) | Line 2:",
                "import \"a.jslt\" as a~. | Line 1:",
                "'' | ",
            })
    void aFaultIsNamedByItsLine(String script, String line) throws Exception {
        hub = new DeliveryHarness(Dialect.SQLITE);

        HttpProblem problem = catchThrowableOfType(
                HttpProblem.class, () -> subscribe("http://127.0.0.1:1", script.replace('~', '\n')));

        String answer = new String(problem.answer().body(), UTF_8);
        assertThat(Json.parse(problem.answer().body()).at("/detail/0/path").asText())
                .isEqualTo("$.transform");
        assertThat(answer).contains(line == null ? "" : line);
    }

    @Test
    void aScriptIsAText() {
        hub = new DeliveryHarness(Dialect.SQLITE);

        HttpProblem problem = catchThrowableOfType(
                HttpProblem.class, () -> hub.subscribe("http://127.0.0.1:1", ",\"transform\":{\"jslt\":\".\"}"));

        assertThat(new String(problem.answer().body(), UTF_8)).contains("$.transform", "It must be a text");
    }

    @Test
    void wordsThatAreRefusedMayStandInTextsAndComments() {
        byte[] result = PayloadTransform.compile("// def and import\n{\"def\": \"import \\\" def\", \"a-def\": 1}")
                .apply(bytes("{}"));

        assertThat(new String(result, UTF_8)).isEqualTo("{\"def\":\"import \\\" def\",\"a-def\":1}");
    }

    @Test
    void scriptAndResultHaveTheirLimits() {
        assertThatThrownBy(() -> PayloadTransform.compile("\"" + "x".repeat(PayloadTransform.LONGEST_SCRIPT) + "\""))
                .hasMessageContaining("longer than");
        PayloadTransform wide = PayloadTransform.compile("[for (.) \"" + "x".repeat(1000) + "\"]");
        byte[] many =
                bytes(IntStream.range(0, 300).mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]")));
        assertThatThrownBy(() -> wide.apply(many)).hasMessageContaining("longer than");
        assertThatThrownBy(() -> PayloadTransform.compile("[".repeat(8000) + "]".repeat(8000)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "test(\"abc\", \"b.\") | true",
                "test(null, \".*\") | false",
                "split(\"1,2,,\", \",\") | [\"1\",\"2\"]",
                "split(null, \",\") | ",
                "capture(\"x=7\", \"(?<name>[a-z])=(?<value>\\\\d)\") | {\"name\":\"x\",\"value\":\"7\"}",
                "replace(\"a-b-c\", \"-\", \"$1\") | \"a$1b$1c\"",
            })
    void regularExpressionsDoWhatJsltSays(String script, String result) {
        byte[] made = PayloadTransform.compile("{\"r\": " + script + "}").apply(bytes("{}"));

        assertThat(new String(made, UTF_8)).isEqualTo(result == null ? "{}" : "{\"r\":" + result + "}");
    }

    private Subscription subscribe(WebhookSink sink, String script) {
        return subscribe(sink.url(), script);
    }

    private Subscription subscribe(String endpoint, String script) {
        return hub.subscribe(endpoint, ",\"transform\":" + TextNode.valueOf(script));
    }

    private void change(Subscription subscription, String script) {
        byte[] body = Json.bytes(Map.of("transform", script));
        hub.subscriptions.change(
                FreshStore.ACCOUNT,
                Subscription.Kind.TRACKING,
                subscription.id(),
                SubscriptionRequest.change(body, subscription, Set.of()));
        hub.service.dispatcher().reload(subscription.id());
    }

    private String body() {
        return new String(
                hub.deliveries.find(null, hub.only().id()).orElseThrow().body(), UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
