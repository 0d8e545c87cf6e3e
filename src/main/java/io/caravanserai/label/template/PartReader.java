package io.caravanserai.label.template;

import io.caravanserai.label.barcode.MaxiCodeDots;
import io.caravanserai.label.gs1.ApplicationIdentifier;
import io.caravanserai.label.gs1.Gs1Exception;
import io.caravanserai.label.model.Area;
import io.caravanserai.label.model.Resolution;
import io.caravanserai.label.text.FitRule;
import io.caravanserai.label.text.Weight;
import io.caravanserai.mapping.Countries;
import io.caravanserai.mapping.Expression;
import io.caravanserai.mapping.ExpressionCompiler;
import io.caravanserai.mapping.Suggest;
import io.caravanserai.mapping.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads one part of a block: the first of {@code text}, {@code barcode} and {@code rule} that it has says its kind. */
final class PartReader {
    private static final List<String> TEXT =
            List.of("text", "name", "at", "extra", "size", "lines", "weight", "align", "cut", "required");
    private static final List<String> BARCODE =
            List.of("barcode", "name", "at", "extra", "data", "module", "dots", "readable", "align", "required");
    private static final List<String> RULE = List.of("rule", "name", "extra");

    private static final Countries COUNTRIES = new Countries();

    private final String name;
    private final YamlNode node;
    private final ExpressionCompiler compiler = new ExpressionCompiler(List.of(), COUNTRIES);

    PartReader(String block, int number, YamlNode node) {
        this.node = node;
        this.name = block + "[" + number + "]";
    }

    Optional<Part> part() {
        Map<String, YamlNode> all = node.isMap() ? node.entries("a part") : Map.of();
        if (all.containsKey("text")) {
            return text();
        }
        if (all.containsKey("barcode")) {
            return barcode();
        }
        if (all.containsKey("rule")) {
            return rule();
        }
        node.problem("a part has one of the keys text, barcode, rule"
                + all.keySet().stream()
                        .findFirst()
                        .flatMap(key -> Suggest.closest(key, List.of("text", "barcode", "rule")))
                        .map(key -> "; did you mean '" + key + "'?")
                        .orElse(""));
        return Optional.empty();
    }

    private Optional<Part> text() {
        Map<String, YamlNode> keys = node.entries("a text", TEXT);
        Numbers numbers = new Numbers(node, keys);
        YamlNode text = keys.get("text");
        List<Expression> paragraphs = text == null
                ? List.of()
                : text.items().stream()
                        .map(item -> compiler.expression(item, "text"))
                        .toList();
        List<Double> size = numbers.list("size", "greatest, smallest font size in mm", 2);
        boolean cut = chosen(keys, "cut", List.of("never", "ellipsis"), "never").equals("ellipsis");
        String weight = chosen(keys, "weight", Weight.NAMES, "regular");
        try {
            FitRule fit = new FitRule(size.get(0), size.get(1), (int) numbers.get("lines", 1), cut);
            return Optional.of(new Part.Text(
                    named(keys),
                    box(keys, "at"),
                    node.line(),
                    paragraphs,
                    Weight.valueOf(weight.toUpperCase(Locale.ROOT)),
                    fit,
                    align(keys),
                    flag(keys)));
        } catch (IllegalArgumentException e) {
            node.problem(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<Part> barcode() {
        Map<String, YamlNode> keys = node.entries("a barcode", BARCODE);
        Numbers numbers = new Numbers(node, keys);
        String kind = chosen(keys, "barcode", BarcodeKind.NAMES, BarcodeKind.NAMES.get(0));
        boolean fixed = BarcodeKind.named(kind).isFixed();
        List<Double> module = fixed
                ? List.of(MaxiCodeDots.ACROSS, MaxiCodeDots.ACROSS)
                : numbers.list("module", "greatest, smallest width of a module in mm", 2);
        if (fixed && keys.containsKey("module")) {
            node.problem("the size of a MaxiCode is fixed: leave 'module' out");
        }
        YamlNode data = keys.get("data");
        if (data == null) {
            node.problem("'data' is missing: an expression for what the barcode holds");
            return Optional.empty();
        }
        int dots = (int) numbers.get("dots", 2);
        checkModule(module, dots);
        return Optional.of(new Part.Barcode(
                named(keys),
                box(keys, "at"),
                node.line(),
                BarcodeKind.named(kind),
                data(BarcodeKind.named(kind), data),
                module.get(0),
                module.get(1),
                dots,
                numbers.get("readable", 0),
                align(keys),
                flag(keys)));
    }

    private Map<String, Expression> data(BarcodeKind kind, YamlNode node) {
        Map<String, Expression> data = new LinkedHashMap<>();
        if (kind.isGs1()) {
            node.entries("data of a GS1 barcode, from application identifier to value")
                    .forEach((ai, value) -> {
                        try {
                            ApplicationIdentifier.of(ai);
                        } catch (Gs1Exception e) {
                            value.problem(String.valueOf(e.getMessage()));
                        }
                        data.put(ai, compiler.expression(value, "data"));
                    });
        } else if (kind == BarcodeKind.MAXI_CODE) {
            Map<String, YamlNode> fields = node.entries("data of a MaxiCode, from the name of a field to its value");
            fields.forEach((name, value) -> data.put(name, compiler.expression(value, "data")));
            MaxiCodeFields.DESTINATION.stream()
                    .filter(name -> !fields.containsKey(name))
                    .forEach(name -> node.problem("data of a MaxiCode has no '" + name + "'"));
        } else {
            data.put(Part.Barcode.WHOLE, compiler.expression(node, "data"));
        }
        return data;
    }

    private void checkModule(List<Double> module, int dots) {
        if (module.get(1) <= 0 || module.get(0) < module.get(1)) {
            node.problem("'module' is the greatest and the smallest width of a module in mm, not " + module);
        }
        if (dots < 1) {
            node.problem("'dots' is " + dots + " but a module has one at least");
        }
        for (Resolution resolution : Resolution.values()) {
            if (resolution.moduleDots(module.get(0)) < dots) {
                node.problem("a module of " + module.get(0) + " mm has fewer than " + dots + " dots at "
                        + Math.round(resolution.dotsPerMm() * 25.4) + " dpi");
            }
        }
    }

    private Optional<Part> rule() {
        Map<String, YamlNode> keys = node.entries("a rule", RULE);
        return Optional.of(new Part.Rule(named(keys), box(keys, "rule"), node.line()));
    }

    private String named(Map<String, YamlNode> keys) {
        YamlNode given = keys.get("name");
        return given == null ? name : given.text("name").orElse(name);
    }

    private Box box(Map<String, YamlNode> keys, String key) {
        List<Double> at = new Numbers(node, keys).list(key, "left, top, width, height in mm", 4);
        String extra = chosen(keys, "extra", List.of("stay", "move", "grow"), "stay");
        return new Box(
                new Area(at.get(0), at.get(1), at.get(2), at.get(3)),
                Box.Extra.valueOf(extra.toUpperCase(Locale.ROOT)));
    }

    private static Part.Align align(Map<String, YamlNode> keys) {
        String align = chosen(keys, "align", List.of("left", "center", "right"), "left");
        return Part.Align.valueOf(align.toUpperCase(Locale.ROOT));
    }

    private static boolean flag(Map<String, YamlNode> keys) {
        return chosen(keys, "required", List.of("true", "false"), "false").equals("true");
    }

    private static String chosen(Map<String, YamlNode> keys, String key, List<String> allowed, String otherwise) {
        YamlNode node = keys.get(key);
        if (node == null) {
            return otherwise;
        }
        String value = node.text(key).orElse(otherwise);
        if (!allowed.contains(value)) {
            node.problem("no " + key + " '" + value + "'" + Suggest.hint(value, allowed));
            return otherwise;
        }
        return value;
    }
}
