package io.caravanserai.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import io.caravanserai.event.Json;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * JSLT's functions with regular expressions, which stop when the thread is interrupted: some expressions take years for
 * a short text, and Java's own cannot be stopped.
 */
final class TimedRegex {
    private static final Pattern GROUP_NAME = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");
    private static final int LONGEST_TEXT = 1024 * 1024;

    /** By the names of those they replace. */
    static final List<Function> FUNCTIONS = List.of(
            new Named(
                    "test",
                    2,
                    BooleanNode.FALSE,
                    given -> BooleanNode.valueOf(matcher(given[0], given[1]).find())),
            new Named("capture", 2, NullNode.instance, given -> capture(given[0], given[1])),
            new Named("split", 2, NullNode.instance, given -> split(given[0], given[1])),
            new Named("replace", 3, NullNode.instance, given -> replace(given[0], given[1], given[2])));

    private TimedRegex() {}

    @FunctionalInterface
    private interface Body {
        JsonNode call(JsonNode[] arguments);
    }

    /**
     * @param ofNull what it answers where the text is null
     */
    private record Named(String name, int arguments, JsonNode ofNull, Body body) implements Function {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public int getMinArguments() {
            return arguments;
        }

        @Override
        public int getMaxArguments() {
            return arguments;
        }

        @Override
        public JsonNode call(JsonNode input, JsonNode[] given) {
            return given[0].isNull() ? ofNull : body.call(given);
        }
    }

    /** A text whose reading ends when the thread is interrupted. */
    private record Watched(CharSequence text) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (Thread.currentThread().isInterrupted()) {
                throw new JsltException("a regular expression takes too long");
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Watched(text.subSequence(start, end));
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    private static String text(JsonNode node) {
        return node.isTextual() ? node.asText() : node.isNull() ? "" : node.toString();
    }

    private static Matcher matcher(JsonNode text, JsonNode expression) {
        try {
            return Pattern.compile(text(expression)).matcher(new Watched(text(text)));
        } catch (PatternSyntaxException e) {
            throw new JsltException("syntax error in a regular expression: " + e.getDescription(), e);
        }
    }

    private static JsonNode capture(JsonNode text, JsonNode expression) {
        ObjectNode groups = Json.mapper().createObjectNode();
        Matcher matcher = matcher(text, expression);
        if (matcher.find()) {
            Matcher names = GROUP_NAME.matcher(text(expression));
            while (names.find()) {
                String value = matcher.group(names.group(1));
                if (value != null) {
                    groups.put(names.group(1), value);
                }
            }
        }
        return groups;
    }

    private static JsonNode split(JsonNode text, JsonNode expression) {
        ArrayNode parts = Json.mapper().createArrayNode();
        for (String part : matcher(text, expression).pattern().split(new Watched(text(text)), 0)) {
            parts.add(part);
        }
        return parts;
    }

    private static JsonNode replace(JsonNode text, JsonNode expression, JsonNode by) {
        Matcher matcher = matcher(text, expression);
        String whole = text(text);
        StringBuilder result = new StringBuilder();
        int done = 0;
        while (matcher.find()) {
            if (matcher.end() == matcher.start()) {
                throw new JsltException("the regular expression of replace() matches nothing at all");
            }
            result.append(whole, done, matcher.start()).append(text(by));
            done = matcher.end();
            if (result.length() > LONGEST_TEXT) {
                throw new JsltException("replace() makes a text that is too long");
            }
        }
        return new TextNode(result.append(whole, done, whole.length()).toString());
    }
}
