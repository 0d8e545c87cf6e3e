package io.caravanserai.intake;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A request as the route describes it. {@code {numbers}} in URL, body and headers becomes the tracking numbers, each
 * written as {@code numberFormat} says, {@code {user}}, {@code {secret}} and {@code {id}} the credentials and a fresh
 * id; every value is escaped for where it stands.
 *
 * @param method GET or POST
 * @param url address with placeholders
 * @param headers {@code Name=value} separated by semicolons
 * @param body body with placeholders, empty for none
 * @param contentType media type of the body
 * @param numberFormat one number, {@code {number}} with what is around it
 * @param separator what stands between numbers
 */
record ApiTemplate(
        String method,
        String url,
        String headers,
        String body,
        String contentType,
        String numberFormat,
        String separator) {
    ApiTemplate {
        if (!method.equals("GET") && !method.equals("POST")) {
            throw new IllegalArgumentException("method is '" + method + "' but must be GET or POST");
        }
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            throw new IllegalArgumentException("url is '" + url + "' but must start with https:// (or http://)");
        }
    }

    /** Credentials and id of one call. */
    record Values(String user, String secret, String id) {}

    String urlFor(List<String> numbers, Values values) {
        return fill(url, numbers, values, text -> URLEncoder.encode(text, StandardCharsets.UTF_8));
    }

    byte[] bodyFor(List<String> numbers, Values values) {
        return fill(body, numbers, values, Escaping.of(contentType)).getBytes(StandardCharsets.UTF_8);
    }

    Map<String, String> headersFor(Values values) {
        Map<String, String> filled = new LinkedHashMap<>();
        for (String header : headers.split(";", -1)) {
            int equals = header.indexOf('=');
            if (equals > 0) {
                String value = header.substring(equals + 1).trim();
                filled.put(
                        header.substring(0, equals).trim(),
                        fill(value, List.of(), values, text -> text.replaceAll("[\\r\\n]", "")));
            }
        }
        return filled;
    }

    private String fill(String template, List<String> numbers, Values values, UnaryOperator<String> escape) {
        String written = numbers.stream()
                .map(number -> numberFormat.replace("{number}", escape.apply(number)))
                .collect(Collectors.joining(separator));
        return template.replace("{numbers}", written)
                .replace("{user}", escape.apply(values.user()))
                .replace("{secret}", escape.apply(values.secret()))
                .replace("{id}", escape.apply(values.id()));
    }
}
