package io.caravanserai.mapping;

import java.util.stream.Collectors;

/** The functions of mappings as rows of a table. */
public final class FunctionWords {
    private FunctionWords() {}

    /** One row each: an example, and what it gives. */
    public static String rows() {
        return Functions.NAMES.stream()
                .map(name -> "| `" + Functions.example(name) + "` | " + Functions.meaning(name) + " |\n")
                .collect(Collectors.joining());
    }
}
