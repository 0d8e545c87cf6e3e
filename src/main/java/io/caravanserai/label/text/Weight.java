package io.caravanserai.label.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How heavy a text is drawn. Scripts with one weight of their own are drawn in that. */
public enum Weight {
    REGULAR,
    BOLD;

    /** Names as written in templates. */
    public static final List<String> NAMES =
            Arrays.stream(values()).map(w -> w.name().toLowerCase(Locale.ROOT)).toList();
}
