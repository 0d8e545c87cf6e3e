package io.caravanserai.harmonize;

import org.jspecify.annotations.Nullable;

/**
 * One row of a carrier's codes.csv.
 *
 * @param file the table; {@code hub} for the hub's own codes
 * @param line 1-based line in it, 0 for the hub's own codes
 * @param reason why, in the hub's words ({@code recipient_unavailable}), or null
 * @param description the row author's own short words for the carrier code
 * @param place {@code file:line}
 */
public record CodeRow(
        String file, int line, EventCode code, @Nullable String reason, String description, String place) {
    CodeRow(String file, int line, EventCode code, @Nullable String reason, String description) {
        this(file, line, code, reason, description, line == 0 ? file : file + ":" + line);
    }
}
