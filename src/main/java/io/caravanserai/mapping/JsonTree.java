package io.caravanserai.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON by Jackson's own nodes. A lone object where a list is usual counts as a list of one, as carriers send both. */
public enum JsonTree implements Tree<JsonNode> {
    INSTANCE;

    @Override
    public boolean each(JsonNode node, String name, Visitor<JsonNode> visitor) {
        if (node.isArray()) {
            for (JsonNode item : node) {
                if (each(item, name, visitor)) {
                    return true;
                }
            }
            return false;
        }
        JsonNode child = node.get(name);
        return child != null && !child.isNull() && items(child, visitor);
    }

    @Override
    public boolean items(JsonNode node, Visitor<JsonNode> visitor) {
        if (!node.isArray()) {
            return visitor.visit(node);
        }
        for (JsonNode item : node) {
            if (items(item, visitor)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public @Nullable JsonNode single(JsonNode node, String name) {
        return node.get(name);
    }

    @Override
    public @Nullable String first(JsonNode node, Path path) {
        return path.firstBySingles(this, node);
    }

    @Override
    public boolean isList(JsonNode node) {
        return node instanceof ArrayNode; // a look at the class, where isArray() is a call of one of many methods
    }

    @Override
    public @Nullable String text(JsonNode node) {
        if (!(node instanceof ValueNode) || node.isNull()) {
            return null;
        }
        String text = node.asText().trim();
        return text.isEmpty() ? null : text;
    }

    @Override
    public boolean isPresent(JsonNode node) {
        return node.isContainerNode() || text(node) != null;
    }

    @Override
    public List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Override
    public String place(JsonNode node) {
        return "";
    }
}
