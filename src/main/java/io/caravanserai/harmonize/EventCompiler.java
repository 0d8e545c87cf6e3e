package io.caravanserai.harmonize;

import io.caravanserai.mapping.Expression;
import io.caravanserai.mapping.ExpressionCompiler;
import io.caravanserai.mapping.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles the {@code event} part of a document. */
final class EventCompiler {
    private final ExpressionCompiler expressions;

    EventCompiler(ExpressionCompiler expressions) {
        this.expressions = expressions;
    }

    /** @param numberAsked whether the tracking number may be missing here */
    EventFields compile(YamlNode node, boolean numberAsked) {
        Map<String, YamlNode> keys = node.entries("event", MappingKeys.EVENT.names());
        for (String required : MappingKeys.EVENT.required()) {
            if (!keys.containsKey(required) && !(numberAsked && required.equals("tracking_number"))) {
                node.problem("event needs '" + required + "'");
            }
        }
        TimeCompiler times = new TimeCompiler(expressions);
        YamlNode time = keys.get("time");
        YamlNode eta = keys.get("eta");
        Expression number = one(keys, "tracking_number");
        return new EventFields(
                number == null ? new Expression.FirstOf(List.of()) : number,
                many(keys.get("references"), "references"),
                many(keys.get("code"), "code"),
                one(keys, "text"),
                time == null ? List.of() : times.compile(time, "time"),
                place(keys.get("location")),
                eta == null ? List.of() : times.compile(eta, "eta"),
                one(keys, "signed_by"),
                one(keys, "reason"),
                one(keys, "reason_code"),
                one(keys, "condition"),
                one(keys, "weight_dims"),
                metaData(keys.get("carrier_meta_data")),
                node.line(),
                lines(node, keys.get("location")));
    }

    private static Map<String, Integer> lines(YamlNode event, @Nullable YamlNode location) {
        Map<String, Integer> lines = new HashMap<>(event.keyLines());
        if (location != null) {
            location.keyLines().forEach((key, line) -> lines.put("location." + key, line));
        }
        return lines;
    }

    private @Nullable Expression one(Map<String, YamlNode> keys, String key) {
        YamlNode node = keys.get(key);
        return node == null ? null : expressions.expression(node, key);
    }

    private List<Expression> many(@Nullable YamlNode node, String what) {
        List<Expression> all = new ArrayList<>();
        if (node != null) {
            node.items().forEach(item -> all.add(expressions.expression(item, what)));
        }
        return all;
    }

    private EventFields.Place place(@Nullable YamlNode node) {
        Map<String, YamlNode> keys = node == null ? Map.of() : node.entries("location", MappingKeys.LOCATION.names());
        return new EventFields.Place(
                one(keys, "code"),
                one(keys, "name"),
                one(keys, "type"),
                one(keys, "street"),
                one(keys, "city"),
                one(keys, "state"),
                one(keys, "postal_code"),
                one(keys, "country"),
                one(keys, "lat"),
                one(keys, "lng"));
    }

    private Map<String, Expression> metaData(@Nullable YamlNode node) {
        Map<String, Expression> data = new LinkedHashMap<>();
        if (node != null) {
            node.entries("carrier_meta_data")
                    .forEach((key, value) -> data.put(key, expressions.expression(value, key)));
        }
        return data;
    }
}
