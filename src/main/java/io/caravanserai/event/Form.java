package io.caravanserai.event;

import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names and values as a query or a form has them: {@code application/x-www-form-urlencoded} (WHATWG URL, section 5). */
public final class Form {
    private Form() {}

    /**
     * The values of each name in order; a name without a value has an empty one.
     *
     * @throws IllegalArgumentException when a percent sign is not followed by two hexadecimal digits
     */
    public static Map<String, List<String>> parse(String text, Charset charset) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String pair : text.strip().split("&", -1)) {
            if (!pair.isBlank()) {
                String value = pair.contains("=") ? pair.substring(pair.indexOf('=') + 1) : "";
                fields.computeIfAbsent(name(pair, charset), any -> new ArrayList<>(1))
                        .add(URLDecoder.decode(value, charset));
            }
        }
        return fields;
    }

    /** The text without the pairs of that name, the others untouched. */
    public static String without(String name, String text, Charset charset) {
        List<String> kept = new ArrayList<>();
        for (String pair : text.strip().split("&", -1)) {
            if (!name(pair, charset).equals(name)) {
                kept.add(pair);
            }
        }
        return String.join("&", kept);
    }

    private static String name(String pair, Charset charset) {
        int equals = pair.indexOf('=');
        return URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), charset);
    }
}
