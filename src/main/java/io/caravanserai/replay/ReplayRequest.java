package io.caravanserai.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.config.Settings;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpProblem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Which raw messages are to be read again.
 *
 * @param from first moment at which the hub had a message
 * @param to the moment after the last
 * @param dryRun whether the difference is told and nothing sent
 */
record ReplayRequest(String carrier, Instant from, Instant to, boolean dryRun) {
    ReplayRequest {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("from is " + from + " but must be before to, " + to);
        }
    }

    /**
     * Reads {@code {"carrier", "from", "to"?, "dry_run"?}}; without {@code to} up to now.
     *
     * @throws HttpProblem 400 naming what cannot be used
     */
    static ReplayRequest parse(byte[] body, Instant now) {
        try {
            JsonNode json = Json.parse(body);
            String carrier = json.path("carrier").asText("");
            if (carrier.isBlank()) {
                throw HttpProblem.of(400, "carrier is required: the name of its folder in edi-mappings.");
            }
            if (!json.path("from").isTextual()) {
                throw HttpProblem.of(
                        400, "from is required, such as 2026-03-01, 2026-03-01T08:00:00Z or 24h ago as 24h.");
            }
            JsonNode to = json.path("to");
            return new ReplayRequest(
                    carrier,
                    moment("from", json.path("from").asText(), now),
                    to.isTextual() ? moment("to", to.asText(), now) : now,
                    json.path("dry_run").asBoolean(false));
        } catch (JsonProcessingException e) {
            throw HttpProblem.of(400, "The body is not JSON: " + e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            throw HttpProblem.of(400, String.valueOf(e.getMessage()));
        }
    }

    /** A moment with its offset, a day, which begins in UTC, or how long ago. */
    private static Instant moment(String name, String text, Instant now) {
        try {
            if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : now.minus(Settings.parseDuration(text));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    name + " is '" + text + "' but must be a day, a time with its offset or how long ago, such as"
                            + " 2026-03-01, 2026-03-01T08:00:00Z or 24h",
                    e);
        }
    }
}
