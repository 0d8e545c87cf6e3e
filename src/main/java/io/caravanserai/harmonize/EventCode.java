package io.caravanserai.harmonize;

import org.jspecify.annotations.Nullable;

/**
 * One of the hub's own codes, a row of edi-mappings/harmonized/event-codes.csv.
 *
 * @param rank progress: higher is further on the way; 0 does not move a shipment
 * @param terminal whether the journey is over
 */
public record EventCode(
        String milestone, String code, @Nullable String subCode, int rank, boolean terminal, String definition) {
    /** {@code milestone/code[/sub_code]}, as the sandbox and error messages write it. */
    public String key() {
        return milestone + "/" + code + (subCode == null ? "" : "/" + subCode);
    }
}
