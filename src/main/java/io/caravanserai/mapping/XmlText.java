package io.caravanserai.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes a tree as XML: fields are elements, those that begin with {@code @} attributes, {@code #text} is the text
 * beside attributes, and a list repeats its element. Prefixes are part of the names, namespaces are declared by
 * attributes such as {@code @xmlns:soap}.
 */
public final class XmlText {
    private static final String NOT_XML = "[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]";

    private XmlText() {}

    /**
     * @param tree an object with one field, the root element
     * @throws IllegalArgumentException when it is none, or a name in it is no name of XML
     */
    public static byte[] bytes(JsonNode tree) {
        if (!tree.isObject() || tree.size() != 1) {
            throw new IllegalArgumentException("XML has one root element, this has " + tree.size());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, "UTF-8");
            writer.writeStartDocument("UTF-8", "1.0");
            Map.Entry<String, JsonNode> root = tree.properties().iterator().next();
            element(writer, root.getKey(), root.getValue());
            writer.writeEndDocument();
            writer.close();
            return bytes.toByteArray();
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException("cannot be written as XML: " + e.getMessage(), e);
        }
    }

    private static void element(XMLStreamWriter writer, String name, JsonNode value) throws XMLStreamException {
        if (value.isArray()) {
            for (JsonNode item : value) {
                element(writer, name, item);
            }
            return;
        }
        writer.writeStartElement(name(name));
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            if (field.getKey().startsWith("@")) {
                writer.writeAttribute(name(field.getKey().substring(1)), text(field.getValue()));
            }
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            if (field.getKey().equals("#text")) {
                writer.writeCharacters(text(field.getValue()));
            } else if (!field.getKey().startsWith("@")) {
                element(writer, field.getKey(), field.getValue());
            }
        }
        if (value.isValueNode()) {
            writer.writeCharacters(text(value));
        }
        writer.writeEndElement();
    }

    private static String name(String name) {
        if (!name.matches("[A-Za-z_][\\w.-]*(:[A-Za-z_][\\w.-]*)?")) {
            throw new IllegalArgumentException("'" + name + "' is no name of XML");
        }
        return name;
    }

    /** Control characters have no place in XML 1.0, not even escaped. */
    private static String text(JsonNode value) {
        return value.asText().replaceAll(NOT_XML, "");
    }
}
