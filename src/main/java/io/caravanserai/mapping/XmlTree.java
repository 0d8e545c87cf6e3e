package io.caravanserai.mapping;

import io.caravanserai.event.Xml;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** XML: children by local name, attributes as {@code @name}; the document's one child is its root element. */
enum XmlTree implements Tree<XmlNode> {
    INSTANCE;

    private static final int MAX_DEPTH = 100;
    private static final int MAX_ELEMENTS = 2_000_000;
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** The document node above the root element. */
    static XmlNode parse(byte[] bytes) throws PayloadException {
        XMLStreamReader reader = null;
        try {
            reader = Xml.reader(bytes);
            return read(reader);
        } catch (XMLStreamException e) {
            Location location = e.getLocation();
            String message = String.valueOf(e.getMessage());
            int detail = message.indexOf("Message: ");
            throw new PayloadException(
                    location == null ? "line 1" : place(location.getLineNumber(), location.getColumnNumber()),
                    "not well-formed XML: " + (detail < 0 ? message : message.substring(detail + 9)));
        } catch (RuntimeException e) {
            // the JDK's parser answers some broken input with exceptions of its own inside
            throw new PayloadException(
                    "line 1", "not well-formed XML: " + e.getClass().getSimpleName());
        } finally {
            close(reader);
        }
    }

    private static XmlNode read(XMLStreamReader reader) throws XMLStreamException, PayloadException {
        XmlNode document = new XmlNode("", Map.of(), 1, 1);
        Deque<XmlNode> open = new ArrayDeque<>();
        open.push(document);
        int elements = 0;
        while (reader.hasNext()) {
            XmlNode current = open.element();
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    XmlNode node = element(reader);
                    if (open.size() > MAX_DEPTH || ++elements > MAX_ELEMENTS) {
                        throw new PayloadException(
                                place(node.line, node.column),
                                "the XML is nested deeper than " + MAX_DEPTH + " or has more than " + MAX_ELEMENTS
                                        + " elements");
                    }
                    current.children.add(node);
                    open.push(node);
                }
                case XMLStreamConstants.END_ELEMENT -> open.pop();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> current.text.append(reader.getText());
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new PayloadException(
                            place(
                                    reader.getLocation().getLineNumber(),
                                    reader.getLocation().getColumnNumber()),
                            "the XML declares a DTD or uses an entity, which is not read from partners");
                default -> {}
            }
        }
        return document;
    }

    private static XmlNode element(XMLStreamReader reader) {
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        Location location = reader.getLocation();
        return new XmlNode(reader.getLocalName(), attributes, location.getLineNumber(), location.getColumnNumber());
    }

    private static void close(@Nullable XMLStreamReader reader) {
        if (reader != null) {
            try {
                reader.close();
            } catch (XMLStreamException e) {
                throw new IllegalStateException("an XML reader over bytes cannot fail to close", e);
            }
        }
    }

    private static String place(int line, int column) {
        return "line " + Math.max(1, line) + ", column " + Math.max(1, column);
    }

    @Override
    public boolean each(XmlNode node, String name, Visitor<XmlNode> visitor) {
        if (name.startsWith("@")) {
            String value = node.attributes.get(name.substring(1));
            return value != null && visitor.visit(node.attribute(name, value));
        }
        for (XmlNode child : node.children) {
            if (child.name.equals(name) && visitor.visit(child)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public @Nullable String text(XmlNode node) {
        String text = SPACE.matcher(node.text).replaceAll(" ").trim();
        return text.isEmpty() ? null : text;
    }

    @Override
    public boolean isPresent(XmlNode node) {
        return !node.children.isEmpty() || text(node) != null;
    }

    @Override
    public List<String> names(XmlNode node) {
        return Stream.concat(
                        node.attributes.keySet().stream().sorted().map(name -> "@" + name),
                        node.children.stream().map(child -> child.name))
                .distinct()
                .toList();
    }

    @Override
    public String place(XmlNode node) {
        return place(node.line, node.column);
    }
}
