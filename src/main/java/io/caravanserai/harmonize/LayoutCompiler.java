package io.caravanserai.harmonize;

import io.caravanserai.mapping.Format;
import io.caravanserai.mapping.Layout;
import io.caravanserai.mapping.YamlNode;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compiles what a document says about the layout of tabular text. */
final class LayoutCompiler {
    private static final Pattern RANGE = Pattern.compile("(\\d{1,5})\\s*-\\s*(\\d{1,5})");

    private LayoutCompiler() {}

    static Layout compile(Format format, YamlNode document, Map<String, YamlNode> keys) {
        YamlNode columns = keys.get("columns");
        if (format == Format.FIXED && columns == null) {
            document.problem("format fixed needs 'columns': a name and its range for each, as {awb: 1-12}");
        }
        return new Layout(
                charset(keys.get("charset")),
                delimiter(keys.get("delimiter")),
                header(keys.get("header"), columns != null),
                columns == null ? List.of() : columns(format, columns),
                skip(keys.get("skip_lines")));
    }

    private static @Nullable Charset charset(@Nullable YamlNode node) {
        if (node == null) {
            return null;
        }
        String name = node.text("charset").orElse("");
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            node.problem("no charset '" + name + "'; use a name such as UTF-8, ISO-8859-1 or windows-1252");
            return null;
        }
    }

    private static @Nullable Character delimiter(@Nullable YamlNode node) {
        if (node == null) {
            return null;
        }
        String text = node.text("delimiter").orElse("");
        if (text.equals("tab")) {
            return '\t';
        }
        if (text.length() != 1) {
            node.problem("delimiter is '" + text + "' but must be one character, or 'tab'");
            return null;
        }
        return text.charAt(0);
    }

    private static boolean header(@Nullable YamlNode node, boolean hasColumns) {
        if (node == null) {
            return !hasColumns;
        }
        String text = node.text("header").orElse("");
        return switch (text) {
            case "yes", "true" -> true;
            case "no", "false" -> false;
            default -> {
                node.problem("header is '" + text + "' but must be yes or no");
                yield true;
            }
        };
    }

    private static List<Layout.Column> columns(Format format, YamlNode node) {
        List<Layout.Column> columns = new ArrayList<>();
        if (format != Format.FIXED) {
            node.items().forEach(item -> item.text("a column")
                    .ifPresent(name -> columns.add(new Layout.Column(name, 0, 0))));
            return columns;
        }
        node.entries("columns").forEach((name, value) -> {
            Matcher range = RANGE.matcher(value.text("the range of a column").orElse(""));
            if (!range.matches()
                    || Integer.parseInt(range.group(1)) < 1
                    || Integer.parseInt(range.group(2)) < Integer.parseInt(range.group(1))) {
                value.problem("the range of '" + name + "' must be first-last, counted from 1, as 1-12");
                return;
            }
            columns.add(new Layout.Column(name, Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2))));
        });
        return columns;
    }

    private static int skip(@Nullable YamlNode node) {
        if (node == null) {
            return 0;
        }
        String text = node.text("skip_lines").orElse("0");
        if (!text.matches("\\d{1,4}")) {
            node.problem("skip_lines is '" + text + "' but must be a number of lines");
            return 0;
        }
        return Integer.parseInt(text);
    }
}
