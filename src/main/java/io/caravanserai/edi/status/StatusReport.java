package io.caravanserai.edi.status;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Status lines that go to a customer in one interchange.
 *
 * @param documentNumber number of the report, at most 35 characters
 * @param created when the report was made
 * @param fallbackScac X12 214 requires a SCAC: this one stands for carriers that have none, null when not agreed
 * @param lines in the order they are to be written; successive lines of one shipment share a group
 */
public record StatusReport(
        String documentNumber, OffsetDateTime created, @Nullable String fallbackScac, List<StatusLine> lines) {
    public StatusReport {
        if (documentNumber.isBlank() || documentNumber.length() > 35) {
            throw new IllegalArgumentException(
                    "status report: document number '" + documentNumber + "' must have 1 to 35 characters");
        }
        lines = List.copyOf(lines);
    }

    /**
     * A line that does not fit the format and was left out.
     *
     * @param line index in {@link #lines()}
     * @param reason element, limit and length found; never the value
     */
    public record Refused(int line, String reason) {}
}
