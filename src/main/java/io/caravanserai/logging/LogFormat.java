package io.caravanserai.logging;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How lines of the log are written. */
public enum LogFormat {
    /** For people: time, level, name, message. */
    TEXT,
    /** For programs: one JSON object a line, see {@link JsonLine}. */
    JSON;

    /**
     * @param text {@code text} or {@code json}
     * @throws IllegalArgumentException naming the values there are
     */
    public static LogFormat of(String text) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("hub.log.format is '" + text + "' but must be "
                        + Arrays.stream(values()).map(LogFormat::word).collect(Collectors.joining(" or "))));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
