package io.caravanserai.intake;

import io.caravanserai.event.Json;
import io.caravanserai.event.Xml;
import java.util.List;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** XML: read to its end without a tree; a document type, an entity of its own or deep nesting is refused. */
final class XmlKeyScanner implements KeyScanner {
    private final List<String> elements;

    XmlKeyScanner(List<String> elements) {
        this.elements = List.copyOf(elements);
    }

    @Override
    public @Nullable String scan(byte[] body) throws BadInput {
        try {
            XMLStreamReader reader = Xml.reader(body);
            try {
                return scan(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw new BadInput("not well-formed XML: " + reason(e), at(e.getLocation()));
        } catch (RuntimeException e) {
            // the JDK's parser answers some broken input with exceptions of its own inside
            throw new BadInput("not well-formed XML: " + e.getClass().getSimpleName(), "line 1, column 1");
        }
    }

    private @Nullable String scan(XMLStreamReader reader) throws XMLStreamException, BadInput {
        String key = null;
        int best = elements.size();
        int wanted = -1;
        int depth = 0;
        StringBuilder text = new StringBuilder();
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++depth > Json.MAX_DEPTH) {
                        throw new BadInput("nested deeper than " + Json.MAX_DEPTH + " elements", at(reader));
                    }
                    wanted = elements.indexOf(reader.getLocalName());
                    text.setLength(0);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (wanted >= 0 && wanted < best) {
                        text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    if (wanted >= 0 && wanted < best && !text.toString().isBlank()) {
                        best = wanted;
                        key = text.toString().strip();
                    }
                    wanted = -1;
                }
                case XMLStreamConstants.DTD -> throw new BadInput("a document type (DTD) is not accepted", at(reader));
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new BadInput("an entity reference is not accepted", at(reader));
                default -> {
                    // comments, instructions and white space say nothing
                }
            }
        }
        return key;
    }

    /** The JDK puts the place before the message, on a line of its own. */
    private static String reason(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        int line = message.indexOf("Message: ");
        return line < 0 ? message : message.substring(line + "Message: ".length());
    }

    private static String at(XMLStreamReader reader) {
        return at(reader.getLocation());
    }

    private static String at(@Nullable Location location) {
        return location == null ? "" : "line " + location.getLineNumber() + ", column " + location.getColumnNumber();
    }
}
