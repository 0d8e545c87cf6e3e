package io.caravanserai.edi.status;

import io.caravanserai.event.ByEventCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The hub's event codes in the words of an EDI standard, read from a table with the columns {@code
 * milestone,code,sub_code,status_code,reason_code}. A row without sub code answers for all sub codes of its code that
 * have no row, one without code for its milestone.
 */
public final class StatusCodes {
    /**
     * @param status X12 1650 or EDIFACT 4405 (UN/ECE recommendation 24)
     * @param reason X12 1651 or EDIFACT 9013, null when there is none
     */
    public record StatusCode(String status, @Nullable String reason) {}

    private static final String HEADER = "milestone,code,sub_code,status_code,reason_code";

    private final ByEventCode<StatusCode> rows = new ByEventCode<>();

    private StatusCodes() {}

    /**
     * Reads {@code edi-mappings/x12/status-codes.csv}, {@code edi-mappings/edifact/status-codes.csv} or a customer's own.
     *
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException with {@code file:line} for a row that is not one
     */
    public static StatusCodes load(Path csv) throws IOException {
        StatusCodes codes = new StatusCodes();
        List<String> lines = Files.readAllLines(csv);
        if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
            throw new IllegalArgumentException(csv + ":1: the first line must be " + HEADER);
        }
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty()) {
                codes.add(csv + ":" + (i + 1), line.split(",", -1));
            }
        }
        return codes;
    }

    private void add(String place, String[] cells) {
        if (cells.length != 5 || cells[0].isEmpty() || cells[3].isEmpty()) {
            throw new IllegalArgumentException(place + ": five cells with a milestone and a status code are required");
        }
        StatusCode code = new StatusCode(cells[3], cells[4].isEmpty() ? null : cells[4]);
        try {
            if (!rows.put(cells[0], cells[1], cells[2], code)) {
                throw new IllegalArgumentException("this event has a row already; remove one");
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
        }
    }

    /** Whether both say the same of every event. */
    boolean isSame(StatusCodes other) {
        return rows.isSame(other.rows);
    }

    /** The row for an event: of its sub code, else its code, else its milestone; empty when none answers. */
    public Optional<StatusCode> find(String milestone, String code, @Nullable String subCode) {
        return rows.find(milestone, code, subCode);
    }
}
