package io.caravanserai.scaffold;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills in the templates under the resource folder {@code scaffold}. */
final class Template {
    private static final Pattern PLACE = Pattern.compile("\\$\\{(\\w+)}");

    private Template() {}

    /**
     * The text of a template with each <code>${word}</code> replaced; a line that is empty then is left out.
     *
     * @throws IllegalStateException when a word has no value
     */
    static String fill(String name, Map<String, String> values) {
        StringBuilder text = new StringBuilder();
        for (String line : read(name).split("\n", -1)) {
            String filled = PLACE.matcher(line)
                    .replaceAll(place -> Matcher.quoteReplacement(value(name, place.group(1), values)));
            if (line.isEmpty() || !filled.isEmpty()) {
                text.append(filled).append('\n');
            }
        }
        return text.substring(0, text.length() - 1);
    }

    private static String value(String name, String word, Map<String, String> values) {
        String value = values.get(word);
        if (value == null) {
            throw new IllegalStateException("the template " + name + " needs a value for " + word);
        }
        return value;
    }

    /** A resource as it is. */
    static String read(String name) {
        try (InputStream in = Objects.requireNonNull(
                Template.class.getResourceAsStream("/scaffold/" + name), "no template " + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the template " + name + " cannot be read", e);
        }
    }
}
