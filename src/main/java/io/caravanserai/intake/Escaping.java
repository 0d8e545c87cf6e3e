package io.caravanserai.intake;

import io.caravanserai.event.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** How a value is written into a template, so that it stays a value whatever it holds. */
final class Escaping {
    private Escaping() {}

    /** For text of this media type: XML entities, JSON string escapes, else form encoding. */
    static UnaryOperator<String> of(String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT);
        if (type.contains("xml")) {
            return text -> text.replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&quot;")
                    .replace("'", "&apos;");
        }
        if (type.contains("json")) {
            return text -> {
                String quoted = Json.text(text);
                return quoted.substring(1, quoted.length() - 1);
            };
        }
        return text -> URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
