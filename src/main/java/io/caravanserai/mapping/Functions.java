package io.caravanserai.mapping;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The converters of the expression language, by name. */
public final class Functions {
    /** Longer values are not searched by a pattern: a bad pattern must not stop the hub. */
    private static final int MAX_MATCHED = 4096;

    static final List<String> NAMES = List.of("upper", "lower", "country", "number", "digits", "match", "replace");

    private Functions() {}

    /** Turns one value into another; null when it has no such form. */
    @FunctionalInterface
    public interface Function {
        @Nullable
        String apply(String value);
    }

    /**
     * The function of that name.
     *
     * @param arguments the literals after the first argument
     * @throws IllegalArgumentException saying what the function takes
     */
    static Function named(String name, List<String> arguments, Countries countries) {
        int wanted = name.equals("match") ? 1 : name.equals("replace") ? 2 : 0;
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("unknown function '" + name + "'" + Suggest.hint(name, NAMES));
        }
        if (arguments.size() != wanted) {
            throw new IllegalArgumentException(name + "() takes " + usage(name));
        }
        return switch (name) {
            case "upper" -> value -> value.toUpperCase(Locale.ROOT);
            case "lower" -> value -> value.toLowerCase(Locale.ROOT);
            case "country" -> value -> countries.alpha2(value).orElse(null);
            case "number" -> Functions::number;
            case "digits" -> value -> blankToNull(value.replaceAll("[^0-9]", ""));
            case "match" -> matching(pattern(arguments.get(0)));
            default -> {
                Pattern pattern = pattern(arguments.get(0));
                String with = arguments.get(1);
                yield value -> blankToNull(pattern.matcher(cut(value)).replaceAll(Matcher.quoteReplacement(with)));
            }
        };
    }

    private static String usage(String name) {
        return switch (name) {
            case "match" -> "a value and a pattern: match(event.text, 'by (.*)')";
            case "replace" -> "a value, a pattern and a text: replace(event.text, ' +', ' ')";
            default -> "one value: " + name + "(event.city)";
        };
    }

    /** What it gives, in a sentence; docs/mapping-reference.md is written from it. */
    static String meaning(String name) {
        return switch (name) {
            case "upper" -> "Capital letters.";
            case "lower" -> "Small letters.";
            case "country" -> "The two letters of ISO 3166-1 for a code or a name; absent for what is no country.";
            case "number" -> "A number with a point, grouping blanks dropped; absent when it is none.";
            case "digits" -> "The digits alone.";
            case "match" ->
                "What the first group of the pattern found, without a group all of it; absent when nothing did.";
            default -> "With every place that the pattern finds replaced by the text.";
        };
    }

    /** An example of a call. */
    static String example(String name) {
        String usage = usage(name);
        return usage.substring(usage.indexOf(": ") + 2);
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("bad pattern '" + text + "': " + e.getDescription(), e);
        }
    }

    private static Function matching(Pattern pattern) {
        return value -> {
            Matcher matcher = pattern.matcher(cut(value));
            if (!matcher.find()) {
                return null;
            }
            String group = matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
            return group == null ? null : blankToNull(group);
        };
    }

    /** Decimal point or comma, grouping spaces dropped; null when it is no number. */
    private static @Nullable String number(String value) {
        try {
            return new BigDecimal(value.replace(" ", "").replace(',', '.')).toPlainString();
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String cut(String value) {
        return value.length() > MAX_MATCHED ? value.substring(0, MAX_MATCHED) : value;
    }

    private static @Nullable String blankToNull(String value) {
        return Optional.of(value.trim()).filter(v -> !v.isEmpty()).orElse(null);
    }
}
