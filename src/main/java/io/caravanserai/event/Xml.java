package io.caravanserai.event;

import java.io.ByteArrayInputStream;
import java.io.CharArrayReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

    private static final Pattern ENCODING =
            Pattern.compile("^(?:\u00EF\u00BB\u00BF)?<\\?xml[^>]*?encoding\\s*=\\s*[\"']([^\"']+)[\"']");

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
     * A namespace-aware reader; the caller limits the depth. UTF-8 is decoded here, since the JDK's parser neither says
     * where it is broken nor keeps it from standard error.
     *
     * @throws XMLStreamException when the document does not begin as XML does or is no UTF-8, with the place
     */
    public static XMLStreamReader reader(byte[] document) throws XMLStreamException {
        return saysOtherCharset(document)
                ? FACTORY.get().createXMLStreamReader(new ByteArrayInputStream(document))
                : FACTORY.get().createXMLStreamReader(new CharArrayReader(decode(document)));
    }

    /** UTF-16 and UTF-32 show zero bytes or their mark among the first four; others are named in the declaration. */
    private static boolean saysOtherCharset(byte[] document) {
        for (int i = 0; i < Math.min(4, document.length); i++) {
            if (document[i] == 0 || (document[i] & 0xFE) == 0xFE) {
                return true;
            }
        }
        String start = new String(document, 0, Math.min(DECLARATION, document.length), StandardCharsets.ISO_8859_1);
        Matcher encoding = ENCODING.matcher(start);
        return encoding.find() && !encoding.group(1).equalsIgnoreCase("UTF-8");
    }

    private static char[] decode(byte[] document) throws XMLStreamException {
        ByteBuffer bytes = ByteBuffer.wrap(document);
        if (document.length >= 3 && bytes.getShort(0) == (short) 0xEFBB && document[2] == (byte) 0xBF) {
            bytes.position(3);
        }
        CharBuffer chars = CharBuffer.allocate(document.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, chars, true);
        if (result.isError()) {
            throw new XMLStreamException(
                    "byte " + bytes.position() + " is not UTF-8", new Place(document, bytes.position()));
        }
        return Arrays.copyOf(chars.array(), chars.position());
    }

    /** A byte of a document as people count: lines and columns from 1. */
    private record Place(byte[] document, int offset) implements Location {
        @Override
        public int getLineNumber() {
            int line = 1;
            for (int i = 0; i < offset; i++) {
                line += document[i] == '\n' ? 1 : 0;
            }
            return line;
        }

        @Override
        public int getColumnNumber() {
            int column = 1;
            for (int i = offset - 1; i >= 0 && document[i] != '\n'; i--) {
                column++;
            }
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
