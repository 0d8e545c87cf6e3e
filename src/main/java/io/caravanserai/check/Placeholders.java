package io.caravanserai.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Camel's property placeholders in a text: {@code {{name}}}, {@code {{name:default}}}, {@code {{?name}}}, nested. */
final class Placeholders {
    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";
    /** Prefixes that Camel answers from elsewhere than properties. */
    private static final List<String> FUNCTIONS =
            List.of("env", "sys", "service", "service.name", "service.host", "service.port", "bean", "secret");

    /**
     * One placeholder.
     *
     * @param name the property
     * @param standIn its default, unresolved; null when it has none
     * @param optional written {@code {{?name}}}: the setting it stands in is left out when the property is missing
     */
    record Use(String name, @Nullable String standIn, boolean optional) {
        boolean isFunction() {
            return standIn != null && FUNCTIONS.contains(name);
        }
    }

    private Placeholders() {}

    /** Whether the text has any. */
    static boolean in(String text) {
        return text.contains(OPEN);
    }

    /** All uses, inner ones of defaults too. */
    static List<Use> uses(String text) {
        List<Use> uses = new ArrayList<>();
        for (String inner : inners(text)) {
            Use use = use(inner);
            uses.add(use);
            if (use.standIn() != null) {
                uses.addAll(uses(use.standIn()));
            }
        }
        return uses;
    }

    /** The text with every placeholder filled in; empty when one has no value and no default. */
    static Optional<String> resolve(String text, Function<String, Optional<String>> values) {
        String resolved = text;
        for (String inner : inners(text)) {
            Use use = use(inner);
            Optional<String> value = use.isFunction() ? Optional.empty() : values.apply(use.name());
            if (value.isEmpty() && use.standIn() != null && !use.isFunction()) {
                value = resolve(use.standIn(), values);
            }
            if (value.isEmpty()) {
                return Optional.empty();
            }
            resolved = resolved.replace(OPEN + inner + CLOSE, value.get());
        }
        return Optional.of(resolved);
    }

    private static Use use(String inner) {
        boolean optional = inner.startsWith("?");
        String body = optional ? inner.substring(1) : inner;
        int colon = body.indexOf(':');
        return colon < 0
                ? new Use(body.trim(), null, optional)
                : new Use(body.substring(0, colon).trim(), body.substring(colon + 1), optional);
    }

    /** What stands between the outermost pairs of braces. */
    private static List<String> inners(String text) {
        List<String> inners = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i + 1 < text.length(); i++) {
            if (text.startsWith(OPEN, i)) {
                if (depth++ == 0) {
                    start = i + 2;
                }
                i++;
            } else if (depth > 0 && text.startsWith(CLOSE, i)) {
                if (--depth == 0) {
                    inners.add(text.substring(start, i));
                }
                i++;
            }
        }
        return inners;
    }
}
