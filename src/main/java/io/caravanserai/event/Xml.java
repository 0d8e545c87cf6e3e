package io.caravanserai.event;

import java.io.CharArrayReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads XML from outside: no DTD, no external entities, and limits that are the same on every JDK. */
public final class Xml {
    /** Factories are not promised to be safe for threads. */
    private static final ThreadLocal<XMLInputFactory> FACTORY = ThreadLocal.withInitial(Xml::factory);

    /** Longer XML declarations do not occur: version, encoding and standalone take some sixty characters. */
    private static final int DECLARATION = 200;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final Pattern ENCODING =
            Pattern.compile("^(?:\u00EF\u00BB\u00BF)?<\\?xml[^>]*?encoding\\s*=\\s*[\"']([^\"']+)[\"']");

    /** What may stand before the document type: blanks, processing instructions and comments. */
    private static final Pattern BEFORE = Pattern.compile("\\s+|<\\?.*?\\?>|<!--.*?-->", Pattern.DOTALL);

    private static final Pattern DECLARATIONS = Pattern.compile("<!DOCTYPE[^>\\[]*\\[");

    private Xml() {}

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        // newer JDKs have a depth limit of their own; the readers' own limit names the place and the rule
        factory.setProperty("jdk.xml.maxElementDepth", "0");
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external entities are not read");
        });
        return factory;
    }

    /**
     * A namespace-aware reader; the caller limits the depth. The text is decoded here, since the JDK's parser neither
     * says where it is broken nor keeps it from standard output.
     *
     * @throws XMLStreamException when the document does not begin as XML does or its bytes are not in the charset that
     *     it says or shows, with the place
     */
    public static XMLStreamReader reader(byte[] document) throws XMLStreamException {
        char[] text = decode(document, charset(document));
        refuseDeclarations(text);
        return FACTORY.get().createXMLStreamReader(new CharArrayReader(text));
    }

    /** No carrier declares entities, and the JDK's parser prints to standard error where declarations are cut off. */
    private static void refuseDeclarations(char[] text) throws XMLStreamException {
        CharBuffer start = CharBuffer.wrap(text);
        Matcher before = BEFORE.matcher(start);
        int at = 0;
        while (before.region(at, text.length).lookingAt()) {
            at = before.end();
        }
        if (DECLARATIONS.matcher(start).region(at, text.length).lookingAt()) {
            throw new XMLStreamException("a DTD with declarations is not read", Place.of(start, at));
        }
    }

    /** By the first bytes, else by the declaration, else UTF-8 (XML 1.0, appendix F). */
    private static Charset charset(byte[] document) throws XMLStreamException {
        int first = document.length < 2 ? 0 : ((document[0] & 0xFF) << 8) | (document[1] & 0xFF);
        if (first == 0xFEFF || first == '<') {
            return StandardCharsets.UTF_16BE;
        }
        if (first == 0xFFFE || first == '<' << 8) {
            return StandardCharsets.UTF_16LE;
        }
        String start = new String(document, 0, Math.min(DECLARATION, document.length), StandardCharsets.ISO_8859_1);
        Matcher said = ENCODING.matcher(start);
        if (!said.find() || said.group(1).toUpperCase(Locale.ROOT).startsWith("UTF-16")) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(said.group(1));
        } catch (IllegalArgumentException e) {
            throw new XMLStreamException(
                    "encoding '" + said.group(1) + "' is not known", Place.of(document, said.start(1)));
        }
    }

    private static char[] decode(byte[] document, Charset charset) throws XMLStreamException {
        CharsetDecoder decoder = charset.newDecoder();
        ByteBuffer bytes = ByteBuffer.wrap(document);
        CharBuffer chars = CharBuffer.allocate((int) (document.length * (double) decoder.maxCharsPerByte()) + 1);
        CoderResult result = decoder.decode(bytes, chars, true);
        if (result.isError()) {
            throw new XMLStreamException(
                    "byte " + bytes.position() + " is not " + charset.name(), Place.of(document, bytes.position()));
        }
        decoder.flush(chars);
        int start = chars.position() > 0 && chars.get(0) == BYTE_ORDER_MARK ? 1 : 0;
        return Arrays.copyOfRange(chars.array(), start, chars.position());
    }

    /** A place in a document as people count: lines and columns from 1. */
    private record Place(int line, int column, int offset) implements Location {
        /** Of a byte. */
        static Place of(byte[] document, int offset) {
            return of(new String(document, 0, offset, StandardCharsets.ISO_8859_1), offset);
        }

        /** Of a character. */
        static Place of(CharSequence text, int offset) {
            int line = 1;
            int start = 0;
            for (int i = 0; i < offset; i++) {
                if (text.charAt(i) == '\n') {
                    line++;
                    start = i + 1;
                }
            }
            return new Place(line, offset - start + 1, offset);
        }

        @Override
        public int getLineNumber() {
            return line;
        }

        @Override
        public int getColumnNumber() {
            return column;
        }

        @Override
        public int getCharacterOffset() {
            return offset;
        }

        @Override
        public @Nullable String getPublicId() {
            return null;
        }

        @Override
        public @Nullable String getSystemId() {
            return null;
        }
    }
}
