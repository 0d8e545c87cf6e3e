package io.caravanserai.harmonize;

import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import io.caravanserai.mapping.Countries;
import io.caravanserai.mapping.Embedded;
import io.caravanserai.mapping.ExpressionCompiler;
import io.caravanserai.mapping.Format;
import io.caravanserai.mapping.Levels;
import io.caravanserai.mapping.LevelsCompiler;
import io.caravanserai.mapping.Path;
import io.caravanserai.mapping.Suggest;
import io.caravanserai.mapping.YamlNode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles one item of {@code documents}. */
final class DocumentCompiler {
    private final java.nio.file.Path folder;
    private final Countries countries;

    /** @param folder the carrier's folder, where a JSLT file is looked for */
    DocumentCompiler(java.nio.file.Path folder, Countries countries) {
        this.folder = folder;
        this.countries = countries;
    }

    DocumentMap compile(YamlNode node) {
        Map<String, YamlNode> keys = node.entries("a document", MappingKeys.DOCUMENT.names());
        String name = text(keys, "name", "");
        if (name.isEmpty()) {
            node.problem("a document needs 'name': one word for this payload shape");
        }
        YamlNode each = keys.get("each");
        Levels levels = each == null ? Levels.NONE : LevelsCompiler.compile(each, countries);
        ExpressionCompiler inLevels = new ExpressionCompiler(levels.names(), countries);
        ExpressionCompiler inDocument = new ExpressionCompiler(List.of(), countries);
        Format format = format(node, keys.get("format"));
        List<Path> when = new ArrayList<>();
        YamlNode condition = keys.get("when");
        if (condition != null) {
            condition.items().forEach(item -> when.add(inDocument.path(item, "when")));
        }
        boolean asked = numberAsked(keys.get("number"));
        YamlNode event = keys.get("event");
        YamlNode problems = keys.get("problems");
        if (event == null && problems == null) {
            node.problem("a document needs 'event' (where its fields come from) or 'problems'");
        }
        return new DocumentMap(
                name,
                format,
                LayoutCompiler.compile(format, node, keys),
                when,
                embedded(keys.get("embedded"), format),
                jslt(keys.get("jslt"), format),
                hubCodes(keys.get("codes")),
                asked,
                levels,
                event == null ? null : new EventCompiler(inLevels).compile(event, asked),
                problems == null ? List.of() : problems(problems),
                node.line());
    }

    private static String text(Map<String, YamlNode> keys, String key, String otherwise) {
        YamlNode node = keys.get(key);
        return node == null ? otherwise : node.text(key).orElse(otherwise);
    }

    private static Format format(YamlNode document, @Nullable YamlNode node) {
        if (node == null) {
            document.problem("a document needs 'format': " + String.join(", ", Format.NAMES));
            return Format.JSON;
        }
        String name = node.text("format").orElse("");
        return Format.named(name).orElseGet(() -> {
            node.problem("unknown format '" + name + "'" + Suggest.hint(name, Format.NAMES));
            return Format.JSON;
        });
    }

    private static boolean hubCodes(@Nullable YamlNode node) {
        String value = node == null ? "table" : node.text("codes").orElse("table");
        if (node != null && !value.equals("hub") && !value.equals("table")) {
            node.problem(
                    "codes is '" + value + "' but must be 'table' (codes.csv) or 'hub' (the code is the hub's own)");
        }
        return value.equals("hub");
    }

    private static boolean numberAsked(@Nullable YamlNode node) {
        String value = node == null ? "told" : node.text("number").orElse("told");
        if (!value.equals("told") && !value.equals("asked") && node != null) {
            node.problem("number is '" + value
                    + "' but must be 'told' (the payload names it) or 'asked' (it is the one the API was asked about)");
        }
        return value.equals("asked");
    }

    private static List<Embedded> embedded(@Nullable YamlNode node, Format format) {
        List<Embedded> embedded = new ArrayList<>();
        for (YamlNode item : node == null ? List.<YamlNode>of() : node.items()) {
            if (format != Format.JSON) {
                item.problem("embedded works on format json only");
            }
            try {
                embedded.add(Embedded.of(item.text("embedded").orElse("")));
            } catch (IllegalArgumentException e) {
                item.problem("embedded: " + e.getMessage());
            }
        }
        return embedded;
    }

    private @Nullable Expression jslt(@Nullable YamlNode node, Format format) {
        if (node == null) {
            return null;
        }
        String name = node.text("jslt").orElse("");
        java.nio.file.Path own = folder.normalize();
        java.nio.file.Path file = own.resolve(name).normalize();
        if (format != Format.JSON) {
            node.problem("jslt works on format json only");
        }
        if (!file.startsWith(own)) {
            node.problem("the JSLT file '" + name + "' must be inside the carrier's folder");
            return null;
        }
        try {
            return new Parser(new StringReader(Files.readString(file)))
                    .withSource(name)
                    .compile();
        } catch (IOException e) {
            node.problem("the JSLT file '" + name + "' cannot be read beside the mapping");
        } catch (JsltException e) {
            node.problem("the JSLT file has a fault: " + e.getMessage());
        }
        return null;
    }

    private List<ProblemRule> problems(YamlNode node) {
        List<ProblemRule> rules = new ArrayList<>();
        for (YamlNode item : node.items()) {
            Map<String, YamlNode> keys = item.entries("a problem", MappingKeys.PROBLEM.names());
            YamlNode when = keys.get("when");
            if (when == null) {
                item.problem("a problem needs 'when': the path that leads to it");
                continue;
            }
            ExpressionCompiler inProblem = new ExpressionCompiler(List.of("problem"), countries);
            Path path = new ExpressionCompiler(List.of(), countries).path(when, "when");
            rules.add(new ProblemRule(
                    new Levels(List.of("problem"), List.of(List.of(path)), List.of(false)),
                    optional(inProblem, keys, "only"),
                    optional(inProblem, keys, "unless"),
                    optional(inProblem, keys, "code"),
                    optional(inProblem, keys, "text"),
                    kind(keys.get("kind"))));
        }
        return rules;
    }

    private static io.caravanserai.mapping.@Nullable Expression optional(
            ExpressionCompiler inProblem, Map<String, YamlNode> keys, String key) {
        YamlNode node = keys.get(key);
        return node == null ? null : inProblem.expression(node, key);
    }

    private static ProblemRule.Kind kind(@Nullable YamlNode node) {
        String name = node == null ? "error" : node.text("kind").orElse("error");
        for (ProblemRule.Kind kind : ProblemRule.Kind.values()) {
            if (kind.label().equals(name)) {
                return kind;
            }
        }
        if (node != null) {
            node.problem("unknown kind '" + name + "'" + Suggest.hint(name, ProblemRule.Kind.NAMES));
        }
        return ProblemRule.Kind.ERROR;
    }
}
