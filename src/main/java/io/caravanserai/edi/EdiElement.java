package io.caravanserai.edi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A data element to be written.
 *
 * @param repetitions each a list of components; empty strings where a component is left out
 */
public record EdiElement(List<List<String>> repetitions) {
    /** An element that is left out. */
    public static final EdiElement EMPTY = new EdiElement(List.of());

    public EdiElement {
        repetitions = repetitions.stream().map(List::copyOf).toList();
    }

    /** A simple element; null or empty leaves it out. */
    public static EdiElement of(@Nullable String value) {
        return value == null || value.isEmpty() ? EMPTY : new EdiElement(List.of(List.of(value)));
    }

    /** A composite; null or empty components are left out. */
    public static EdiElement composite(@Nullable String... components) {
        return new EdiElement(
                List.of(Arrays.stream(components).map(c -> c == null ? "" : c).toList()));
    }

    /** The same element several times over. */
    public static EdiElement repeated(EdiElement... elements) {
        List<List<String>> all = new ArrayList<>();
        for (EdiElement element : elements) {
            all.addAll(element.repetitions());
        }
        return new EdiElement(all);
    }
}
