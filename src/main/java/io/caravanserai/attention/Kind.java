package io.caravanserai.attention;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What may need a person, the most urgent first. */
public enum Kind {
    ENDPOINT("Endpoints that fail"),
    ALERT("Alerts"),
    SILENT("Silent carriers"),
    UNMAPPED("Codes nobody has mapped"),
    LETTER("Dead letters"),
    ACKNOWLEDGEMENT("Overdue acknowledgements"),
    SSCC("Number ranges that run out");

    private final String title;

    Kind(String title) {
        this.title = title;
    }

    /** For people. */
    public String title() {
        return title;
    }

    /** The word in answers and addresses. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Kind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
