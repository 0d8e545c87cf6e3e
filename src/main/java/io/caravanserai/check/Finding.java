package io.caravanserai.check;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * One thing an integrator should put right.
 *
 * @param file the file, as the folder was named to the check
 * @param line 1-based line, 0 when the whole file is meant
 * @param severity what happens when it stays
 * @param message what is wrong
 * @param nextStep what to do; empty when the message says it
 */
public record Finding(String file, int line, Severity severity, String message, String nextStep) {
    /** What happens when a finding stays as it is. */
    public enum Severity {
        /** The hub would set the file aside, or do something else than what is written. */
        ERROR,
        /** It runs, but breaks a rule of the house that editors, metrics or people rely on. */
        WARNING;

        /** The word for people and scripts, {@code error} or {@code warning}. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Finding {
        if (line < 0) {
            throw new IllegalArgumentException("line is " + line + " but must not be negative");
        }
    }

    /** {@code file:line}, without the line when the whole file is meant. */
    public String place() {
        return file + (line > 0 ? ":" + line : "");
    }

    /** {@code file:line: severity: message (next step)}. */
    @Override
    public String toString() {
        return place() + ": " + severity.word() + ": " + message + (nextStep.isEmpty() ? "" : " (" + nextStep + ")");
    }
}
