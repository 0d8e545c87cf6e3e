package io.caravanserai.harmonize;

/**
 * Why a message, or one event of it, could not be harmonized: it belongs to the dead letters, raw bytes kept.
 *
 * @param stage {@code carrier} (no usable folder), {@code read} (the bytes), {@code map} (one event), {@code answer}
 *     (the carrier reports an error), {@code login} (it does not let the account in), {@code defect} (the hub's own
 *     fault)
 * @param reason what is wrong and the next step; never the payload
 * @param place JSON path or line and column, CSV line, EDI segment and offset
 */
public record Fault(String stage, String reason, String place) {
    /** Stage: the carrier reports an error. */
    public static final String ANSWER = "answer";

    /** Stage: the carrier does not let the account in. */
    public static final String LOGIN = "login";
}
