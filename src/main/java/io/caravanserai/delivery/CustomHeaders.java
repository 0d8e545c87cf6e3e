package io.caravanserai.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Headers that a customer wants with every message; their values are secrets. */
final class CustomHeaders {
    private static final int MOST = 20;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_VALUE = 4096;
    /** A token of RFC 9110, section 5.6.2. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1," + LONGEST_NAME + "}");

    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]{1," + LONGEST_VALUE + "}");
    /** What steers the connection, the message's length and form, or a browser's state. */
    private static final Set<String> REFUSED = Set.of(
            "host",
            "connection",
            "keep-alive",
            "transfer-encoding",
            "te",
            "trailer",
            "upgrade",
            "expect",
            "http2-settings",
            "cookie",
            "cookie2",
            "set-cookie",
            "user-agent");

    private CustomHeaders() {}

    /**
     * Reads {@code headers} of a wish to subscribe.
     *
     * @param faults told what cannot be used, without the values
     */
    static Map<String, String> parse(JsonNode node, FieldFaults faults) {
        if (node.isNull()) {
            return Map.of();
        }
        if (!node.isObject() || node.size() > MOST) {
            faults.add("type", "headers", "It must be an object of at most " + MOST + " names with their values.");
            return Map.of();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        Set<String> seen = new TreeSet<>();
        node.properties().forEach(field -> {
            String name = field.getKey();
            String path = "headers." + name;
            String lower = name.toLowerCase(Locale.ROOT);
            if (!NAME.matcher(name).matches()) {
                faults.add("value", path, "This is no name of a header.");
            } else if (isRefused(lower)) {
                faults.add("value", path, "This header is set by the hub, or concerns one connection only.");
            } else if (!seen.add(lower)) {
                faults.add("value", path, "This header is there twice.");
            } else if (!field.getValue().isTextual()
                    || !VALUE.matcher(field.getValue().asText()).matches()) {
                faults.add("value", path, "It must be text of 1 to " + LONGEST_VALUE + " printable ASCII characters.");
            } else {
                headers.put(name, field.getValue().asText());
            }
        });
        return headers;
    }

    private static boolean isRefused(String name) {
        return REFUSED.contains(name)
                || name.startsWith("content-")
                || name.startsWith("webhook-")
                || name.startsWith("proxy-")
                || name.startsWith(":");
    }
}
