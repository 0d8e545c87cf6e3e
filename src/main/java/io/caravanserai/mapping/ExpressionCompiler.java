package io.caravanserai.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns YAML values into expressions, noting what is wrong at the line it stands on. */
public final class ExpressionCompiler {
    private static final Expression NOTHING = new Expression.FirstOf(List.of());

    private final List<String> levels;
    private final Countries countries;
    private int slots;

    /** @param levels the names a path may start with, outermost first */
    public ExpressionCompiler(List<String> levels, Countries countries) {
        this.levels = List.copyOf(levels);
        this.countries = countries;
    }

    /** A scalar expression, {@code {pick:, map:, otherwise:}}, or a list whose first present item counts. */
    public Expression expression(YamlNode node, String what) {
        Expression written = written(node, what);
        int level = written.level();
        if (level < 0 || level == levels.size()) {
            return written;
        }
        slots += Expression.Outer.SLOTS;
        return new Expression.Outer(written, level, slots - Expression.Outer.SLOTS);
    }

    /** The same, read each time: several of these may share a scope. */
    Expression written(YamlNode node, String what) {
        if (node.isList()) {
            List<Expression> options = new ArrayList<>();
            for (YamlNode item : node.items()) {
                options.add(written(item, what));
            }
            return new Expression.FirstOf(options);
        }
        if (node.isMap()) {
            return lookup(node, what);
        }
        String text = node.text(what).orElse("");
        try {
            return ExpressionParser.parse(text, levels, countries);
        } catch (IllegalArgumentException e) {
            node.problem(what + ": " + e.getMessage());
            return NOTHING;
        }
    }

    /** A path alone, as iteration and conditions need. */
    public Path path(YamlNode node, String what) {
        return path(node, node.text(what).orElse("$"), what);
    }

    Path path(YamlNode node, String text, String what) {
        try {
            return ExpressionParser.parsePath(text, levels, countries);
        } catch (IllegalArgumentException e) {
            node.problem(what + ": " + e.getMessage());
            return new Path(0, List.of(), List.of(), "$");
        }
    }

    private Expression lookup(YamlNode node, String what) {
        Map<String, YamlNode> keys = node.entries(what, List.of("pick", "map", "otherwise"));
        YamlNode pick = keys.get("pick");
        YamlNode map = keys.get("map");
        if (pick == null || map == null) {
            node.problem(what + " as a map needs 'pick' and 'map'");
            return NOTHING;
        }
        Map<String, String> table = new LinkedHashMap<>();
        map.entries("map of " + what)
                .forEach((key, value) -> value.text("map value of " + what).ifPresent(v -> table.put(key, v)));
        YamlNode otherwise = keys.get("otherwise");
        String fallback = otherwise == null ? null : otherwise.text("otherwise").orElse(null);
        return new Expression.Lookup(written(pick, what), table, fallback);
    }
}
