package io.caravanserai.check;

import io.caravanserai.check.Yaml.Entry;
import io.caravanserai.mapping.Suggest;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Walks a piece of a route along Camel's schema: notes unknown and compact forms, hands on the endpoints it meets. */
final class StepWalk {
    private static final String CANONICAL = "the visual editor rewrites other forms; write ";

    private final Set<String> languages;
    private final Findings findings;
    private final Consumer<Endpoint> endpoints;

    StepWalk(Schema schema, Findings findings, Consumer<Endpoint> endpoints) {
        this.languages = schema.definition("org.apache.camel.model.language.ExpressionDefinition")
                .shape()
                .properties()
                .keySet();
        this.findings = findings;
        this.endpoints = endpoints;
    }

    /**
     * @param what the word the author wrote for this piece, such as {@code split}
     */
    void walk(String what, Node node, Schema schema) {
        Shape shape = schema.shape();
        if (!Yaml.items(node).isEmpty() && shape.item() != null) {
            Schema item = shape.item();
            Yaml.items(node).forEach(element -> walk(what, element, item));
        } else if (!Yaml.entries(node).isEmpty()) {
            map(what, node, shape);
        } else {
            Yaml.text(node).ifPresent(text -> scalar(what, text, node, shape));
        }
    }

    private void map(String what, Node node, Shape shape) {
        if (shape.properties().isEmpty()) {
            return;
        }
        for (Entry entry : Yaml.entries(node)) {
            Schema value = shape.properties().get(entry.key());
            if (value == null) {
                unknown(what, entry, shape);
            } else if (languages.contains(entry.key()) && shape.takesExpression()) {
                String form = "expression: {" + entry.key() + ": {expression: ...}}";
                findings.warning(
                        entry.line(),
                        "compact form of the expression of " + what + ": '" + entry.key() + "' stands beside it",
                        CANONICAL + form);
            } else {
                walk(entry.key(), entry.value(), value);
            }
        }
        for (String required : shape.required()) {
            if (Yaml.entry(node, required).isEmpty()) {
                findings.error(Yaml.line(node), what + " needs the key '" + required + "'", "add it");
            }
        }
        if (shape.properties().containsKey("uri")) {
            endpoint(what, node);
        }
    }

    private void unknown(String what, Entry entry, Shape shape) {
        Set<String> known = shape.properties().keySet();
        String kind = shape.isStep() ? "step '" + entry.key() + "'" : "key '" + entry.key() + "' in " + what;
        String next = Suggest.closest(entry.key(), known)
                .map(close -> "did you mean '" + close + "'?")
                .orElse(known.size() <= 20 ? "known: " + String.join(", ", known) : "see Camel's list of steps");
        findings.error(entry.line(), "unknown " + kind, next);
    }

    private void scalar(String what, String text, Node node, Shape shape) {
        if (shape.isCompact()) {
            String inner = main(shape);
            findings.warning(Yaml.line(node), "compact form of " + what, CANONICAL + what + ": {" + inner + ": ...}");
            if (inner.equals("uri")) {
                endpoints.accept(new Endpoint(text, Yaml.line(node), null, false));
            }
        } else if (shape.isStep()) {
            findings.error(
                    Yaml.line(node), "'" + text + "' is not a step", "a step is a map, such as log: {message: ...}");
        } else if (!shape.scalar() && !shape.properties().isEmpty()) {
            findings.error(
                    Yaml.line(node),
                    what + " must be a map, not '" + text + "'",
                    "known: "
                            + String.join(
                                    ", ",
                                    shape.properties().keySet().stream()
                                            .limit(20)
                                            .toList()));
        }
    }

    /** The key that the single value of a compact form stands for. */
    private static String main(Shape shape) {
        return shape.required().stream()
                .findFirst()
                .orElse(shape.properties().containsKey("expression") ? "expression" : "...");
    }

    private void endpoint(String what, Node node) {
        @Nullable Node parameters = Yaml.find(node, "parameters").orElse(null);
        Yaml.entry(node, "uri").ifPresent(uri -> uri.text()
                .ifPresent(text -> endpoints.accept(new Endpoint(text, uri.line(), parameters, what.equals("from")))));
    }
}
