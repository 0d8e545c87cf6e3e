package io.caravanserai.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ReadersTest {
    @Example
    void theFirstPointerThatIsFoundIsTheKey() throws Exception {
        KeyScanner scanner = KeyScanner.of("json", "/a/b /list/*/id /~1x");

        assertThat(scanner.scan(bytes("{\"list\":[{},{\"id\":7}],\"a\":{\"b\":null}}")))
                .isEqualTo("7");
        assertThat(scanner.scan(bytes("{\"list\":[{\"id\":7}],\"a\":{\"b\":\"B\"}}")))
                .isEqualTo("B");
        assertThat(scanner.scan(bytes("{\"/x\":true}"))).isEqualTo("true");
        assertThat(scanner.scan(bytes("{\"deep\":{\"a\":{\"b\":1}}}"))).isNull();
        assertThat(KeyScanner.of("json", "/number /*/number").scan(bytes("[{\"number\":\"N\"}]")))
                .isEqualTo("N");
    }

    @Example
    void theKeyMayStandInJsonThatStandsAsAText() throws Exception {
        KeyScanner scanner = KeyScanner.of("json", "/list/*/text#/a/number /number");

        assertThat(scanner.scan(bytes("{\"number\":1,\"list\":[{\"text\":\"{\\\"a\\\":{\\\"number\\\":7}}\"}]}")))
                .isEqualTo("7");
        assertThat(scanner.scan(bytes("{\"number\":1,\"list\":[{\"text\":\"{}\"}]}")))
                .isEqualTo("1");
        assertThatThrownBy(() -> scanner.scan(bytes("{\"list\":[\n{\"text\":\"{\"}]}")))
                .isInstanceOfSatisfying(BadInput.class, e -> {
                    assertThat(e.place()).startsWith("line 2");
                    assertThat(e.reason()).contains("in the text there, at line 1");
                });
    }

    @Example
    void whatIsNoSingleDocumentIsRefusedWithItsPlace() {
        KeyScanner json = KeyScanner.of("json", "");

        assertThatThrownBy(() -> json.scan(bytes("{\"a\":1}\n{}")))
                .isInstanceOfSatisfying(
                        BadInput.class, e -> assertThat(e.place()).isEqualTo("line 2, column 1"));
        assertThatThrownBy(() -> json.scan(bytes("[".repeat(200)))).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> json.scan(new byte[] {'"', (byte) 0xC3, '"'})).isInstanceOf(BadInput.class);
        KeyScanner xml = KeyScanner.of("xml", "");
        assertThatThrownBy(() -> xml.scan(bytes("<a>".repeat(200)))).hasMessageContaining("deeper");
        assertThatThrownBy(() -> xml.scan(bytes("<a>\n</b>")))
                .isInstanceOfSatisfying(
                        BadInput.class, e -> assertThat(e.place()).startsWith("line 2"));
        assertThatThrownBy(() -> xml.scan(bytes("<a>&other;</a>"))).isInstanceOf(BadInput.class);
    }

    @Property(tries = 200)
    void everyRowOfACsvFileIsInExactlyOnePart(
            @ForAll @Size(max = 60) List<@IntRange(max = 5) Integer> kinds,
            @ForAll @IntRange(min = 1, max = 7) int block)
            throws Exception {
        List<String> rows = kinds.stream().map(ReadersTest::row).toList();
        Collected sink = new Collected();

        new CsvSplitter(true, block).split(new ByteArrayInputStream(bytes("head\r\n" + String.join("", rows))), sink);

        assertThat(sink.parts).allSatisfy(part -> assertThat(part).startsWith("head\r\n"));
        assertThat(String.join(
                        "", sink.parts.stream().map(part -> part.substring(6)).toList()))
                .isEqualTo(String.join("", rows));
        assertThat(sink.faults.size()).isZero();
    }

    private static String row(int kind) {
        return switch (kind) {
            case 0 -> "a,b\n";
            case 1 -> "\"quoted\nline\",b\r\n";
            case 2 -> "\"say \"\"hi\"\"\";2\n";
            case 3 -> "5\" pipe,inch\n";
            case 4 -> "\"\",\"\"\n";
            default -> "ø,æ\n";
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static final class Collected implements FileSplitter.Sink {
        final List<String> parts = new ArrayList<>();
        final ByteArrayOutputStream faults = new ByteArrayOutputStream();

        @Override
        public void part(FileSplitter.Part part) {
            parts.add(new String(part.bytes(), UTF_8));
        }

        @Override
        public void fault(FileSplitter.Fault fault) {
            faults.writeBytes(fault.bytes() == null ? new byte[1] : fault.bytes());
        }
    }
}
