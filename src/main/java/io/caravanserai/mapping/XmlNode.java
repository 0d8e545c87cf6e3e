package io.caravanserai.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An XML element by local name; namespaces are left out, white space in text is collapsed. */
final class XmlNode {
    final String name;
    final Map<String, String> attributes;
    final List<XmlNode> children = new ArrayList<>();
    final StringBuilder text = new StringBuilder();
    final int line;
    final int column;

    XmlNode(String name, Map<String, String> attributes, int line, int column) {
        this.name = name;
        this.attributes = attributes;
        this.line = line;
        this.column = column;
    }

    XmlNode attribute(String attributeName, String value) {
        XmlNode node = new XmlNode(attributeName, Map.of(), line, column);
        node.text.append(value);
        return node;
    }
}
