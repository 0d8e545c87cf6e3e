package io.caravanserai.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Form;
import io.caravanserai.event.Json;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One HTTP request, free of Camel.
 *
 * @param method upper-case method
 * @param path the path without query, decoded
 * @param pathParams values of {@code {name}} parts of the route's path
 * @param query query parameters in order, decoded
 * @param headers all headers by lower-case name
 * @param remoteAddress the caller's address, for logs and limits; behind trusted proxies the one they name
 * @param body the raw body, empty when there is none
 * @param certificate what the caller has shown by TLS and a trusted authority has signed; empty for none
 */
public record HttpCall(
        String method,
        String path,
        Map<String, String> pathParams,
        Map<String, List<String>> query,
        Map<String, List<String>> headers,
        String remoteAddress,
        byte[] body,
        Supplier<Optional<X509Certificate>> certificate) {

    /** A call without a certificate. */
    public HttpCall(
            String method,
            String path,
            Map<String, String> pathParams,
            Map<String, List<String>> query,
            Map<String, List<String>> headers,
            String remoteAddress,
            byte[] body) {
        this(method, path, pathParams, query, headers, remoteAddress, body, Optional::empty);
    }

    public Optional<String> header(String name) {
        return first(headers, name.toLowerCase(Locale.ROOT));
    }

    public Optional<String> queryParam(String name) {
        return first(query, name);
    }

    /**
     * A whole number in the query.
     *
     * @param fallback what it is when it is not given
     * @throws HttpProblem 422 when it is no number from 1 to {@code most}
     */
    public long queryNumber(String name, long fallback, long most) {
        String text = queryParam(name).orElse(Long.toString(fallback));
        try {
            long number = Long.parseLong(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below for both
        }
        throw HttpProblem.of(
                422,
                "Query parameter " + name + " is '" + text + "' but must be a whole number from 1 to " + most + ".");
    }

    /**
     * @throws IllegalStateException when the route's path has no such part: a defect of the route file
     */
    public String pathParam(String name) {
        String value = pathParams.get(name);
        if (value == null) {
            throw new IllegalStateException("the route's path has no {" + name + "}: " + path);
        }
        return value;
    }

    /**
     * The body as JSON, for calls whose body a person writes.
     *
     * @param example what to send instead, such as {@code send {"name": "Shop"}}
     * @throws HttpProblem 400 when it is none
     */
    public JsonNode json(String example) {
        try {
            return Json.parse(body);
        } catch (JsonProcessingException | UncheckedIOException e) {
            throw HttpProblem.of(400, "The body is no JSON: " + example + ".");
        }
    }

    /** A field of a form that was sent; empty as well when the body is no form. */
    public Optional<String> formField(String name) {
        boolean isForm = header("content-type")
                .filter(type -> type.startsWith("application/x-www-form-urlencoded"))
                .isPresent();
        if (!isForm) {
            return Optional.empty();
        }
        try {
            return first(Form.parse(new String(body, StandardCharsets.UTF_8), StandardCharsets.UTF_8), name);
        } catch (IllegalArgumentException e) {
            throw HttpProblem.of(400, "The form cannot be read: a percent sign in it encodes nothing.");
        }
    }

    /** The same call with another body, for one of several that came together. */
    public HttpCall withBody(byte[] other) {
        return new HttpCall(method, path, pathParams, query, headers, remoteAddress, other, certificate);
    }

    private static Optional<String> first(Map<String, List<String>> map, String name) {
        List<String> values = map.get(name);
        return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }
}
