package io.caravanserai.http;

import io.caravanserai.event.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One HTTP answer, free of Camel.
 *
 * @param status HTTP status code
 * @param headers response headers; content type included
 * @param body the body, empty for none
 */
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {
    private static final byte[] EMPTY = new byte[0];

    public HttpAnswer {
        headers = Map.copyOf(headers);
        headers.forEach((name, value) -> {
            if (value.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("a control character in the value of the header " + name);
            }
        });
    }

    public static HttpAnswer json(int status, Object value) {
        return new HttpAnswer(status, Map.of("Content-Type", "application/json"), Json.bytes(value));
    }

    public static HttpAnswer empty(int status) {
        return new HttpAnswer(status, Map.of(), EMPTY);
    }

    /** An error of the form {@code {"detail": "..."}}. */
    public static HttpAnswer detail(int status, String detail) {
        return json(status, Map.of("detail", detail));
    }

    /** A schema fault: {@code {"detail": [{"type", "loc", "msg"}]}}, one entry per bad field. */
    public static HttpAnswer faults(int status, List<FieldFault> faults) {
        return json(status, Map.of("detail", faults));
    }

    public HttpAnswer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new HttpAnswer(status, more, body);
    }

    /**
     * One bad field.
     *
     * @param type kind of fault, such as {@code missing}, {@code type}, {@code value}, {@code json_invalid}
     * @param loc where, from {@code body}, {@code query} or {@code header} inwards
     * @param path the same place as JSON path, such as {@code $.shipment.parcels[0].weight}
     * @param msg what is wrong and what would be right
     */
    public record FieldFault(String type, List<Object> loc, String path, String msg) {}
}
