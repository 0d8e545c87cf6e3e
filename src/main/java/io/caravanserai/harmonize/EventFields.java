package io.caravanserai.harmonize;

import io.caravanserai.mapping.Expression;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code event} part of a document, compiled: where each field of an event comes from.
 *
 * @param code parts of the carrier's code key
 * @param times alternatives in order
 * @param line line in the mapping file, for the origin of an event
 * @param lines the line of each key that is given, those of the place as {@code location.city}
 */
record EventFields(
        Expression trackingNumber,
        List<Expression> references,
        List<Expression> code,
        @Nullable Expression text,
        List<TimeRule> times,
        Place place,
        List<TimeRule> eta,
        @Nullable Expression signedBy,
        @Nullable Expression reason,
        @Nullable Expression reasonCode,
        @Nullable Expression condition,
        @Nullable Expression weightDims,
        Map<String, Expression> metaData,
        int line,
        Map<String, Integer> lines) {
    EventFields {
        lines = Map.copyOf(lines);
        references = List.copyOf(references);
        code = List.copyOf(code);
        times = List.copyOf(times);
        eta = List.copyOf(eta);
    }

    /** Where the place of an event comes from. */
    record Place(
            @Nullable Expression code,
            @Nullable Expression name,
            @Nullable Expression type,
            @Nullable Expression street,
            @Nullable Expression city,
            @Nullable Expression state,
            @Nullable Expression postalCode,
            @Nullable Expression country,
            @Nullable Expression lat,
            @Nullable Expression lng) {}
}
