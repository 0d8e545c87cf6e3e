package io.caravanserai.harmonize;

import com.schibsted.spt.data.jslt.Expression;
import io.caravanserai.mapping.Embedded;
import io.caravanserai.mapping.Format;
import io.caravanserai.mapping.Layout;
import io.caravanserai.mapping.Levels;
import io.caravanserai.mapping.Path;
import io.caravanserai.mapping.Payload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One payload shape of a carrier, compiled.
 *
 * @param when paths that must all lead somewhere for this document to read a payload
 * @param embedded where JSON stands as a text, unpacked first of all
 * @param jslt transformation that comes before the rest, or null
 * @param hubCodes whether the code key is itself one of the hub's codes
 * @param numberAsked whether events are about the number that was asked for, when the answer does not repeat it
 * @param event what an event is made of; null for a document that only has problems
 * @param line line in the mapping file
 */
record DocumentMap(
        String name,
        Format format,
        Layout layout,
        List<Path> when,
        List<Embedded> embedded,
        @Nullable Expression jslt,
        boolean hubCodes,
        boolean numberAsked,
        Levels each,
        @Nullable EventFields event,
        List<ProblemRule> problems,
        int line) {
    DocumentMap {
        when = List.copyOf(when);
        embedded = List.copyOf(embedded);
        problems = List.copyOf(problems);
    }

    /** Whether this document reads that payload. */
    <N> boolean matches(Payload<N> payload) {
        return when.stream().allMatch(path -> Levels.leadsSomewhere(path, payload.tree(), payload.root()));
    }

    /** For error messages: name and condition. */
    String describe() {
        return name + " (" + format.label()
                + (when.isEmpty()
                        ? ""
                        : ", when "
                                + String.join(
                                        " and ", when.stream().map(Path::text).toList()))
                + ", line " + line + ")";
    }
}
