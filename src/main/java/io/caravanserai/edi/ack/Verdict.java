package io.caravanserai.edi.ack;

import java.util.Arrays;

/** What a receiver says of an interchange, a group or a message. */
public enum Verdict {
    /** X12 {@code A}; EDIFACT action 7. */
    ACCEPTED('A', "7"),
    /** X12 {@code E}: used although errors were noted. EDIFACT has no such word and says 7. */
    ACCEPTED_WITH_ERRORS('E', "7"),
    /** X12 {@code P} of a group. In EDIFACT the interchange is acknowledged (7) and the messages say the rest. */
    PARTIALLY_ACCEPTED('P', "7"),
    /** X12 {@code R}, or {@code M}, {@code W}, {@code X} for failed security; EDIFACT action 4. */
    REJECTED('R', "4"),
    /** EDIFACT action 8: the interchange has come; what it holds was not looked at yet. X12 would say {@code A}. */
    RECEIVED('A', "8");

    private final char x12;
    private final String edifact;

    Verdict(char x12, String edifact) {
        this.x12 = x12;
        this.edifact = edifact;
    }

    /** The code of data elements 715, 717 and I17. */
    String x12() {
        return String.valueOf(x12);
    }

    /** The code of data element 0083. */
    String edifact() {
        return edifact;
    }

    /**
     * @throws IllegalArgumentException for a code that data elements 715, 717 and I17 do not have
     */
    static Verdict ofX12(String code) {
        return "MWX".contains(code) && code.length() == 1
                ? REJECTED
                : Arrays.stream(values())
                        .filter(verdict -> verdict.x12().equals(code))
                        .findFirst()
                        .orElseThrow(() -> unknown(code, "A, E, P, R, M, W or X"));
    }

    /**
     * @throws IllegalArgumentException for a code that data element 0083 does not have
     */
    static Verdict ofEdifact(String code) {
        return Arrays.stream(values())
                .filter(verdict -> verdict.edifact.equals(code))
                .findFirst()
                .orElseThrow(() -> unknown(code, "4, 7 or 8"));
    }

    private static IllegalArgumentException unknown(String code, String known) {
        return new IllegalArgumentException("'" + code + "' says neither accepted nor rejected; " + known + " would");
    }
}
