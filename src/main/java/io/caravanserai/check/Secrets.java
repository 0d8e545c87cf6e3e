package io.caravanserai.check;

import java.util.List;
import java.util.regex.Pattern;

/** Tells a reference to a secret from a secret written in clear. */
final class Secrets {
    static final String NEXT = "keep it in an environment variable or a file and write env:NAME or file:/path";
    private static final Pattern NAME = Pattern.compile("(?i).*(password|passphrase|secret|apikey|token)");
    private static final List<String> REFERENCES = List.of("env:", "file:", "#");

    private Secrets() {}

    /** Whether a parameter of that name is there to hold a secret. */
    static boolean isNameOfSecret(String parameter) {
        return NAME.matcher(parameter).matches();
    }

    /** Whether the value, or the default of a placeholder in it, is neither empty nor a reference. */
    static boolean isInClear(String value) {
        if (!Placeholders.in(value)) {
            return !value.isBlank() && REFERENCES.stream().noneMatch(value::startsWith);
        }
        return Placeholders.uses(value).stream()
                .filter(use -> !use.isFunction())
                .map(Placeholders.Use::standIn)
                .anyMatch(standIn -> standIn != null && isInClear(standIn));
    }
}
