package io.caravanserai.account;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What every call of the customer API has in common beyond its key: the media types and the JSON of the body. */
public final class CustomerRequest {
    private CustomerRequest() {}

    /**
     * @throws HttpProblem 406 when the caller takes no JSON (RFC 9110, section 12.5.1)
     */
    public static void acceptsJson(HttpCall call) {
        List<String> accept = call.headers().getOrDefault("accept", List.of());
        if (!accept.isEmpty() && accept.stream().noneMatch(CustomerRequest::takesJson)) {
            throw HttpProblem.of(406, "This call answers application/json, which the header Accept rules out.");
        }
    }

    private static boolean takesJson(String accept) {
        for (String range : accept.split(",", -1)) {
            String[] parts = range.trim().toLowerCase(Locale.ROOT).split("\\s*;\\s*", -1);
            boolean json = parts[0].equals("application/json")
                    || parts[0].equals("application/*")
                    || parts[0].equals("*/*")
                    || parts[0].isEmpty();
            boolean refused = List.of(parts).subList(1, parts.length).stream().anyMatch(p -> p.matches("q=0(\\.0*)?"));
            if (json && !refused) {
                return true;
            }
        }
        return false;
    }

    /**
     * The body; a call without Content-Type counts as JSON.
     *
     * @throws HttpProblem 415 for another content type, 400 with line and column for malformed JSON, 422 naming strings
     *     that cannot be kept
     */
    public static JsonNode json(HttpCall call) {
        String type = call.header("content-type").orElse("application/json").toLowerCase(Locale.ROOT);
        String media = type.split(";", -1)[0].trim();
        if (!media.equals("application/json") && !media.endsWith("+json")) {
            throw HttpProblem.of(415, "The body must be application/json: set the header Content-Type.");
        }
        return json(call.body());
    }

    /**
     * A body that is JSON.
     *
     * @throws HttpProblem 400 with line and column for malformed JSON, 422 naming strings that cannot be kept
     */
    public static JsonNode json(byte[] text) {
        JsonNode body;
        try {
            body = Json.parse(text);
        } catch (JsonProcessingException e) {
            throw HttpProblem.of(
                    400, "The body is no valid JSON" + at(e.getLocation()) + ": " + e.getOriginalMessage());
        } catch (UncheckedIOException e) {
            throw HttpProblem.of(400, "The body is no valid JSON: send it as UTF-8.");
        }
        if (body.isMissingNode()) {
            throw HttpProblem.of(400, "The body is empty: send a JSON document.");
        }
        UnkeepableText.refuse(body);
        return body;
    }

    private static String at(@Nullable JsonLocation place) {
        return place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
    }

    /** 422 with these faults. */
    public static HttpProblem faults(List<HttpAnswer.FieldFault> faults) {
        return new HttpProblem(HttpAnswer.faults(422, faults));
    }
}
