package io.caravanserai.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlTest {
    static Stream<Arguments> documents() {
        return Stream.of(
                Arguments.of("<a>Zoë</a>", UTF_8),
                Arguments.of("\uFEFF<a>Zoë</a>", UTF_8),
                Arguments.of("<?xml version=\"1.0\" encoding=\"utf-8\"?><a>Zoë</a>", UTF_8),
                Arguments.of("\uFEFF<?xml version='1.0' encoding='UTF-8'?><a>Zoë</a>", UTF_8),
                Arguments.of("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>Zoë</a>", ISO_8859_1),
                Arguments.of("<?xml version='1.0' encoding='UTF-16'?><a>Zoë</a>", UTF_8),
                Arguments.of("<a>Zoë</a>", UTF_16LE),
                Arguments.of("\uFEFF<a>Zoë</a>", UTF_16LE),
                Arguments.of("<a>Zoë</a>", UTF_16BE),
                Arguments.of("<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>Zoë</a>", UTF_16));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void readsTheCharsetThatTheDocumentSays(String document, Charset charset) throws XMLStreamException {
        XMLStreamReader reader = Xml.reader(document.getBytes(charset));

        reader.nextTag();
        assertThat(reader.getElementText()).isEqualTo("Zoë");
    }

    @Test
    void saysWhichByteIsNotUtf8() {
        byte[] document = "<a>\n  <b>Zoë</b>\n</a>".getBytes(ISO_8859_1);

        XMLStreamException e = catchThrowableOfType(XMLStreamException.class, () -> Xml.reader(document));

        assertThat(e).hasMessageContaining("byte 11 is not UTF-8");
        assertThat(e.getLocation().getLineNumber()).isEqualTo(2);
        assertThat(e.getLocation().getColumnNumber()).isEqualTo(8);
    }

    @Test
    void saysWhichEncodingIsNotKnown() {
        byte[] document = "<?xml version='1.0' encoding='UTX-8'?><a/>".getBytes(UTF_8);

        XMLStreamException e = catchThrowableOfType(XMLStreamException.class, () -> Xml.reader(document));

        assertThat(e).hasMessageContaining("encoding 'UTX-8' is not known");
        assertThat(e.getLocation().getColumnNumber()).isEqualTo(31);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [",
                "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
                "<?xml version='1.0'?>\n<!-- > --><?p ?><!DOCTYPE a SYSTEM 'a.dtd' ["
            })
    void declarationsOfEntitiesAreRefused(String document) {
        assertThatThrownBy(() -> Xml.reader(document.getBytes(UTF_8))).hasMessageContaining("a DTD with declarations");
    }

    @Test
    void aDocumentTypeAloneIsPassedOver() throws XMLStreamException {
        XMLStreamReader reader = Xml.reader("<!DOCTYPE a SYSTEM 'a.dtd'><a>[</a>".getBytes(UTF_8));

        while (reader.next() != XMLStreamReader.START_ELEMENT) {
            assertThat(reader.hasNext()).isTrue();
        }
        assertThat(reader.getElementText()).isEqualTo("[");
    }

    @Test
    void aTruncatedCharacterIsToldToo() {
        byte[] whole = "<a>ë".getBytes(UTF_8);

        XMLStreamException e = catchThrowableOfType(
                XMLStreamException.class, () -> Xml.reader(java.util.Arrays.copyOf(whole, whole.length - 1)));

        assertThat(e).hasMessageContaining("byte 3 is not UTF-8");
    }
}
