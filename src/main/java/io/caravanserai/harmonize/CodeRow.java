package io.caravanserai.harmonize;

import org.jspecify.annotations.Nullable;

/**
 * One row of a carrier's codes.csv.
 *
 * @param place {@code file:line}
 * @param reason why, in the hub's words ({@code recipient_unavailable}), or null
 * @param description the row author's own short words for the carrier code
 */
public record CodeRow(String place, EventCode code, @Nullable String reason, String description) {}
