package io.caravanserai.intake;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request as the route describes it. {@code {numbers}} in URL, body and headers becomes the tracking numbers, each
 * written as {@code numberFormat} says; {@code {user}}, {@code {secret}}, {@code {clientId}}, {@code {clientSecret}},
 * {@code {token}} and {@code {id}} become the credentials and a fresh id. Every value is escaped for where it stands;
 * {@code {number|xml}} is escaped as XML before, for XML that is itself part of an address.
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
    private static final Pattern PLACE =
            Pattern.compile("\\{(numbers|user|secret|clientId|clientSecret|token|id)(\\|xml)?}");
    private static final Pattern NUMBER = Pattern.compile("\\{number(\\|xml)?}");

    ApiTemplate {
        if (!method.equals("GET") && !method.equals("POST")) {
            throw new IllegalArgumentException("method is '" + method + "' but must be GET or POST");
        }
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            throw new IllegalArgumentException("url is '" + url + "' but must start with https:// (or http://)");
        }
    }

    /**
     * What one call fills in.
     *
     * @param client the program that logs in, of logins that name it
     * @param token a token that the login asked for; empty for others
     * @param id a fresh id
     */
    record Values(String user, String secret, ApiLogin.Client client, String token, String id) {
        /** A call that shows no credentials. */
        static Values none(String id) {
            return new Values("", "", ApiLogin.Client.NONE, "", id);
        }

        private String named(String name) {
            return switch (name) {
                case "user" -> user;
                case "secret" -> secret;
                case "clientId" -> client.id();
                case "clientSecret" -> client.secret();
                case "token" -> token;
                default -> id;
            };
        }
    }

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

    /** Goes through the template once: what is filled in is not looked at again, so a number cannot name a secret. */
    private String fill(String template, List<String> numbers, Values values, UnaryOperator<String> escape) {
        return PLACE.matcher(template).replaceAll(place -> {
            String written = place.group(1).equals("numbers")
                    ? numbers.stream().map(number -> one(number, escape)).collect(Collectors.joining(separator))
                    : escaped(values.named(place.group(1)), place.group(2), escape);
            return Matcher.quoteReplacement(written);
        });
    }

    private String one(String number, UnaryOperator<String> escape) {
        return NUMBER.matcher(numberFormat)
                .replaceAll(place -> Matcher.quoteReplacement(escaped(number, place.group(1), escape)));
    }

    private static String escaped(String value, @Nullable String asXml, UnaryOperator<String> escape) {
        return escape.apply(asXml == null ? value : xml(value));
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&apos;");
    }
}
