package io.caravanserai.harmonize;

import io.caravanserai.mapping.Expression;
import io.caravanserai.mapping.Levels;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a carrier says in a payload that something is wrong, instead of or beside events.
 *
 * @param where one level named {@code problem}
 */
record ProblemRule(Levels where, @Nullable Expression code, @Nullable Expression text, Kind kind) {
    /** What a carrier's problem means to the hub. */
    enum Kind {
        /** The carrier could not answer: the message goes to the dead letters. */
        ERROR,
        /** The carrier does not know the number (yet). */
        NOT_FOUND,
        /** A remark beside the events. */
        NOTICE;

        static final List<String> NAMES = List.of("error", "not_found", "notice");

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
