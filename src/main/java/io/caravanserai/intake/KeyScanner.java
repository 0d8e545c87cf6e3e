package io.caravanserai.intake;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a body once, as a stream: is it well-formed, and what is its ordering key (the tracking number). */
public sealed interface KeyScanner permits FormKeyScanner, JsonKeyScanner, XmlKeyScanner, KeyScanner.Text {
    /**
     * The key, or null when the body has none.
     *
     * @throws BadInput with line and column when the body is not well-formed, too deep or has a DTD
     */
    @Nullable
    String scan(byte[] body) throws BadInput;

    /**
     * @param format {@code json}, {@code xml}, {@code form} or {@code text}
     * @param keyPath where the key is, several separated by spaces, the first that is found wins: JSON pointers
     *     (RFC 6901, {@code *} for any element of a list, {@code #} into JSON that stands as a text, as in
     *     {@code /payload#/number}), names of XML elements or of form fields; may be empty
     * @throws IllegalArgumentException when format or path cannot be used
     */
    static KeyScanner of(String format, String keyPath) {
        List<String> paths = keyPath.isBlank()
                ? List.of()
                : Arrays.stream(keyPath.trim().split("[\\s,]+")).toList();
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "json" -> new JsonKeyScanner(paths);
            case "xml" -> new XmlKeyScanner(paths);
            case "form" -> new FormKeyScanner(paths);
            case "text" -> new Text();
            default ->
                throw new IllegalArgumentException("format is '" + format + "' but must be json, xml, form or text");
        };
    }

    /** Anything goes, nothing is looked for. */
    record Text() implements KeyScanner {
        @Override
        public @Nullable String scan(byte[] body) {
            return null;
        }
    }
}
