package io.caravanserai.harmonize;

import io.caravanserai.mapping.Expression;
import io.caravanserai.mapping.Levels;
import io.caravanserai.mapping.Scope;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a carrier says in a payload that something is wrong, instead of or beside events.
 *
 * @param where one level named {@code problem}
 * @param only what a problem must have for the rule to count, or null
 * @param unless what it must not have, or null
 */
record ProblemRule(
        Levels where,
        @Nullable Expression only,
        @Nullable Expression unless,
        @Nullable Expression code,
        @Nullable Expression text,
        Kind kind) {
    <N> boolean counts(Scope<N> problem) {
        return (only == null || only.value(problem) != null) && (unless == null || unless.value(problem) == null);
    }

    /** What a carrier's problem means to the hub. */
    enum Kind {
        ERROR("the carrier could not answer, and the message is a dead letter"),
        NOT_ALLOWED("it does not let the account in"),
        NOT_FOUND("it does not know the number, or not yet"),
        NOTICE("a remark beside the events");

        static final List<String> NAMES = List.of("error", "not_allowed", "not_found", "notice");

        private final String meaning;

        Kind(String meaning) {
            this.meaning = meaning;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** In words, for docs/mapping-reference.md. */
        String meaning() {
            return meaning;
        }
    }
}
