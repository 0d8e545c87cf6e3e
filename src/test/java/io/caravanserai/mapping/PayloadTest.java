package io.caravanserai.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parsing of each format, and refusal of what must not be read. */
class PayloadTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{\"a\":1} ~ JSON",
                "  [1] ~ JSON",
                "<?xml version=\"1.0\"?><a/> ~ XML",
                "UNA:+.? ' ~ EDIFACT",
                "UNB+UNOC:3' ~ EDIFACT",
                "ISA*00* ~ X12",
                "a;b ~ CSV"
            })
    void detectsTheFormat(String text, Format expected) {
        assertThat(Format.detect(("\uFEFF" + text).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(expected);
    }

    @Test
    void readsXmlByLocalNameWithAttributesAndCollapsedSpace() throws Exception {
        Payload<?> payload = parse(
                Format.XML,
                "<n:r xmlns:n='u' id='7'><n:a>one\n   two</n:a><a><![CDATA[<three>]]></a><b x=\"y\"/></n:r>");
        assertThat(value(payload, "r.@id")).isEqualTo("7");
        assertThat(value(payload, "r.a")).isEqualTo("one two");
        assertThat(value(payload, "r.a[1]")).isEqualTo("<three>");
        assertThat(value(payload, "r.b.@x")).isEqualTo("y");
        assertThat(value(payload, "r.b")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "<!DOCTYPE r [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><r>&e;</r> ~ DTD",
                "<!DOCTYPE r SYSTEM 'http://localhost:1/x.dtd'><r/> ~ DTD",
                "<r><a></r> ~ not well-formed",
                "<r>&undeclared;</r> ~ not",
                "<r ~ not well-formed"
            })
    void refusesXmlThatIsBrokenOrReachesOutside(String xml, String message) {
        PayloadException e = catchThrowableOfType(PayloadException.class, () -> parse(Format.XML, xml));
        assertThat(e).isNotNull();
        assertThat(e.getMessage()).containsAnyOf(message, "entity");
        assertThat(e.place()).startsWith("line 1, column ");
    }

    @Test
    void refusesDeepNesting() {
        String json = "[".repeat(5000) + "]".repeat(5000);
        String xml = "<a>".repeat(5000) + "</a>".repeat(5000);
        assertThatThrownBy(() -> parse(Format.JSON, json)).isInstanceOf(PayloadException.class);
        assertThatThrownBy(() -> parse(Format.XML, xml))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("nested deeper");
    }

    @Test
    void saysWhereJsonIsBroken() {
        PayloadException e =
                catchThrowableOfType(PayloadException.class, () -> parse(Format.JSON, "{\"a\": 1,\n \"b\": }"));
        assertThat(e.place()).isEqualTo("line 2, column 7");
        assertThat(e.getMessage()).doesNotContain("\"a\"");
    }

    @Test
    void readsFixedWidthByColumnRanges() throws Exception {
        Layout layout = new Layout(
                null,
                null,
                false,
                List.of(
                        new Layout.Column("awb", 1, 4),
                        new Layout.Column("code", 5, 7),
                        new Layout.Column("end", 8, 99)),
                1);
        Payload<?> payload = Payload.parse(
                Format.FIXED, layout, "HEADER\nA001COLx y\nA002DE".getBytes(StandardCharsets.UTF_8), null);
        assertThat(value(payload, "row[0].awb")).isEqualTo("A001");
        assertThat(value(payload, "row[0].end")).isEqualTo("x y");
        assertThat(value(payload, "row[1].code")).isEqualTo("DE");
        assertThat(value(payload, "row[1].end")).isNull();
    }

    @Test
    void namesTheLineThatIsNotInTheCharset() {
        byte[] latin = "a;b\nc;\u00e5\n".getBytes(StandardCharsets.ISO_8859_1);
        PayloadException e =
                catchThrowableOfType(PayloadException.class, () -> Payload.parse(Format.CSV, Layout.NONE, latin, null));
        assertThat(e.place()).isEqualTo("line 2");
        assertThat(e).hasMessageContaining("charset: ISO-8859-1");
    }

    @Test
    void readsAForm() throws Exception {
        Payload<?> form = parse(Format.FORM, "a=1&b=x%20%2B+y&b=2&empty=&alone\n");

        assertThat(form.root()).hasToString("{\"a\":\"1\",\"b\":[\"x + y\",\"2\"],\"empty\":\"\",\"alone\":\"\"}");
        assertThatThrownBy(() -> parse(Format.FORM, "a=%zz"))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("not a form");
    }

    @Test
    void readsJsonThatStandsAsATextAsIfItStoodTherePlainly() throws Exception {
        String text = "{\"list\":[{\"in\":\"{\\\"a\\\":[1]}\"},{\"in\":{\"b\":2}},{\"in\":null},{}]}";

        Payload<?> payload = parse(Format.JSON, text).unpacked(List.of(Embedded.of("list.in"), Embedded.of("none")));

        assertThat(payload.root()).hasToString("{\"list\":[{\"in\":{\"a\":[1]}},{\"in\":{\"b\":2}},{\"in\":null},{}]}");
        assertThatThrownBy(() -> parse(Format.JSON, "{\"x\":\"<a/>\"}").unpacked(List.of(Embedded.of("x"))))
                .isInstanceOfSatisfying(
                        PayloadException.class, e -> assertThat(e.place()).isEqualTo("$.x"));
        assertThatThrownBy(() -> Embedded.of("a[0]")).hasMessageContaining("names separated by full stops");
    }

    private static Payload<?> parse(Format format, String text) throws PayloadException {
        return Payload.parse(format, Layout.NONE, text.getBytes(StandardCharsets.UTF_8), null);
    }

    private static <N> @Nullable String value(Payload<N> payload, String expression) {
        return ExpressionParser.parse(expression, List.of(), new Countries())
                .value(new Scope<>(payload.tree(), payload.root(), 0));
    }
}
