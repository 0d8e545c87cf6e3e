package io.caravanserai.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpProblem;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What a page says of something that did not work. */
final class Trouble {
    static final String UNEXPECTED = "The hub failed at this; the failure is in its log. Try again.";

    private Trouble() {}

    static String title(int status) {
        return switch (status) {
            case 400, 422 -> "That cannot be used";
            case 403 -> "Not done";
            case 404 -> "Nothing here";
            case 409 -> "That does not go now";
            case 429 -> "Too fast";
            case 503 -> "Not now";
            default -> "That did not work";
        };
    }

    /** The words that the same call under {@code /admin} answers. */
    static String words(HttpProblem problem) {
        try {
            JsonNode detail = Json.parse(problem.answer().body()).path("detail");
            return detail.isTextual() ? detail.asText() : detail.toString();
        } catch (IOException | UncheckedIOException e) {
            return UNEXPECTED;
        }
    }
}
