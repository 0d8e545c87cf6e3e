package io.caravanserai.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is sent, as a YAML tree whose values are expressions over what the hub knows. A map with {@code $each} and
 * {@code $item} becomes a list, {@code $number}, {@code $boolean} and {@code $value} say what a value is. What is absent
 * is left out, with the maps and lists that are empty then.
 */
public final class OutgoingTemplate {
    private static final List<String> TYPES = List.of("$number", "$boolean", "$value");

    private final Part root;
    private final int levels;

    private OutgoingTemplate(Part root, int levels) {
        this.root = root;
        this.levels = levels;
    }

    private sealed interface Part {
        record Fields(Map<String, Part> parts) implements Part {}

        record Items(List<Part> parts) implements Part {}

        record Each(Path path, int level, Part item) implements Part {}

        record Value(Expression expression, String type) implements Part {}
    }

    /** Compiles a template; what is wrong is noted at its line. */
    public static OutgoingTemplate compile(YamlNode node, Countries countries) {
        int[] deepest = {0};
        Part root = part(node, List.of(), countries, deepest);
        return new OutgoingTemplate(root, deepest[0]);
    }

    private static Part part(YamlNode node, List<String> levels, Countries countries, int[] deepest) {
        if (node.isList()) {
            return new Part.Items(node.items().stream()
                    .map(item -> part(item, levels, countries, deepest))
                    .toList());
        }
        if (!node.isMap()) {
            return value(node, "$value", levels, countries);
        }
        Map<String, YamlNode> entries = node.entries("a request");
        YamlNode repeated = entries.get("$each");
        if (repeated != null) {
            return each(node, repeated, levels, countries, deepest);
        }
        if (entries.size() == 1 && TYPES.contains(entries.keySet().iterator().next())) {
            Map.Entry<String, YamlNode> only = entries.entrySet().iterator().next();
            return value(only.getValue(), only.getKey(), levels, countries);
        }
        Map<String, Part> parts = new LinkedHashMap<>();
        entries.forEach((name, value) -> {
            if (name.startsWith("$")) {
                value.problem("'" + name + "' stands alone in its map" + Suggest.hint(name, TYPES));
            }
            parts.put(name, part(value, levels, countries, deepest));
        });
        return new Part.Fields(parts);
    }

    private static Part value(YamlNode node, String type, List<String> levels, Countries countries) {
        return new Part.Value(new ExpressionCompiler(levels, countries).written(node, "a value"), type);
    }

    private static Part each(
            YamlNode node, YamlNode repeated, List<String> levels, Countries countries, int[] deepest) {
        Map<String, YamlNode> level = repeated.entries("$each");
        YamlNode item =
                node.entries("a repeated part", List.of("$each", "$item")).get("$item");
        if (level.size() != 1 || item == null) {
            node.problem("a repeated part needs '$each: {name: path}' with one name, and '$item'");
            return new Part.Items(List.of());
        }
        Map.Entry<String, YamlNode> only = level.entrySet().iterator().next();
        Path path = new ExpressionCompiler(levels, countries).path(only.getValue(), "$each");
        List<String> inner = new ArrayList<>(levels);
        inner.add(only.getKey());
        deepest[0] = Math.max(deepest[0], inner.size());
        return new Part.Each(path, inner.size(), part(item, inner, countries, deepest));
    }

    /** The tree to send; an empty object when nothing of it is there. */
    public JsonNode fill(JsonNode data) {
        JsonNode filled = fill(root, new Scope<>(JsonTree.INSTANCE, data, levels));
        return filled == null ? Json.mapper().createObjectNode() : filled;
    }

    private static @Nullable JsonNode fill(Part part, Scope<JsonNode> scope) {
        if (part instanceof Part.Value value) {
            return scalar(value.expression().value(scope), value.type());
        }
        if (part instanceof Part.Fields fields) {
            ObjectNode object = Json.mapper().createObjectNode();
            fields.parts().forEach((name, inner) -> {
                JsonNode filled = fill(inner, scope);
                if (filled != null) {
                    object.set(name, filled);
                }
            });
            return object.isEmpty() ? null : object;
        }
        ArrayNode list = Json.mapper().createArrayNode();
        if (part instanceof Part.Items items) {
            items.parts().forEach(item -> add(list, fill(item, scope)));
        } else if (part instanceof Part.Each each) {
            int[] met = {0};
            each.path().visit(scope, node -> {
                scope.enter(each.level(), node, met[0]++);
                add(list, fill(each.item(), scope));
                return false;
            });
        }
        return list.isEmpty() ? null : list;
    }

    private static void add(ArrayNode list, @Nullable JsonNode item) {
        if (item != null) {
            list.add(item);
        }
    }

    /** A number or truth value that is none is sent as text, so that the carrier says what is wrong with it. */
    private static @Nullable JsonNode scalar(@Nullable String value, String type) {
        if (value == null) {
            return null;
        }
        if (type.equals("$boolean") && (value.equals("true") || value.equals("false"))) {
            return Json.mapper().getNodeFactory().booleanNode(value.equals("true"));
        }
        if (type.equals("$number") && value.matches("-?\\d{1,15}(\\.\\d{1,15})?")) {
            return Json.mapper().getNodeFactory().numberNode(new BigDecimal(value));
        }
        return Json.mapper().getNodeFactory().textNode(value);
    }
}
