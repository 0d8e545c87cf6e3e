package io.caravanserai.harmonize;

import io.caravanserai.mapping.Expression;
import io.caravanserai.mapping.ExpressionCompiler;
import io.caravanserai.mapping.Suggest;
import io.caravanserai.mapping.YamlNode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles {@code time} and {@code eta}: an expression, or a map with pick, format and zone, or a list of these. */
final class TimeCompiler {
    private final ExpressionCompiler expressions;

    TimeCompiler(ExpressionCompiler expressions) {
        this.expressions = expressions;
    }

    List<TimeRule> compile(YamlNode node, String what) {
        List<TimeRule> rules = new ArrayList<>();
        for (YamlNode item : node.items()) {
            rules.add(rule(item, what));
        }
        return rules;
    }

    private TimeRule rule(YamlNode node, String what) {
        if (!node.isMap()) {
            return new TimeRule(expressions.expression(node, what), null, List.of(TimeFormat.ISO), null, List.of());
        }
        Map<String, YamlNode> keys = node.entries(what, MappingKeys.TIME.names());
        YamlNode pick = keys.get("pick");
        if (pick == null) {
            node.problem(what + " needs 'pick': the value that holds the time");
            return new TimeRule(new Expression.Literal(""), null, List.of(), null, List.of());
        }
        YamlNode utc = keys.get("utc");
        YamlNode code = keys.get("format_code");
        return new TimeRule(
                expressions.expression(pick, what),
                utc == null ? null : expressions.expression(utc, "utc"),
                formats(keys.get("format")),
                code == null ? null : expressions.expression(code, "format_code"),
                zones(keys.get("zone")));
    }

    private static List<TimeFormat> formats(@Nullable YamlNode node) {
        if (node == null) {
            return List.of(TimeFormat.ISO);
        }
        List<TimeFormat> formats = new ArrayList<>();
        for (YamlNode item : node.items()) {
            try {
                formats.add(TimeFormat.of(item.text("format").orElse("iso")));
            } catch (IllegalArgumentException e) {
                item.problem(String.valueOf(e.getMessage()));
            }
        }
        return formats;
    }

    private List<ZoneRule> zones(@Nullable YamlNode node) {
        List<ZoneRule> rules = new ArrayList<>();
        if (node == null) {
            return rules;
        }
        for (YamlNode item : node.items()) {
            if (item.isScalar()) {
                String name = item.text("zone").orElse("");
                if (name.equals("location")) {
                    rules.add(new ZoneRule.ByLocation());
                } else {
                    item.problem("zone '" + name + "' must say why: 'location', 'carrier: " + name
                            + "' (the carrier reports"
                            + " in that zone), 'assumed: " + name + "', 'iata: path', 'name: path' or 'x12: path'"
                            + Suggest.closest(name, List.of("location"))
                                    .map(c -> "; did you mean '" + c + "'?")
                                    .orElse(""));
                }
                continue;
            }
            item.entries("zone", MappingKeys.ZONE.names()).forEach((key, value) -> rules.add(zone(key, value)));
        }
        return rules;
    }

    private ZoneRule zone(String key, YamlNode value) {
        return switch (key) {
            case "iata" -> new ZoneRule.ByIata(expressions.expression(value, "iata"));
            case "name" -> new ZoneRule.ByName(expressions.expression(value, "name"));
            case "x12" -> new ZoneRule.ByX12(expressions.expression(value, "x12"));
            case "carrier" -> new ZoneRule.Fixed(zoneId(value), TimeBasis.ZONE);
            case "assumed" -> new ZoneRule.Fixed(zoneId(value), TimeBasis.ASSUMED_ZONE);
            default -> new ZoneRule.ByLocation();
        };
    }

    private static ZoneId zoneId(YamlNode value) {
        String name = value.text("zone").orElse("UTC");
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            value.problem("no time zone '" + name + "'" + Zones.hint(name));
            return ZoneId.of("UTC");
        }
    }
}
