package io.caravanserai.label.gs1;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Countries by number, as ISO 3166-1 gives them: barcodes name countries so (AI 421 and 422, MaxiCode). */
public final class CountryNumber {
    private static final Map<String, String> BY_ALPHA_2 = Resources.rows("iso-3166-numeric.csv", 2).stream()
            .collect(Collectors.toUnmodifiableMap(row -> row[0], row -> row[1]));

    private CountryNumber() {}

    /** Three digits, such as 276 for DE; empty for a code that is not assigned. */
    public static Optional<String> of(String alpha2) {
        return Optional.ofNullable(BY_ALPHA_2.get(alpha2));
    }

    static boolean isNumber(String digits) {
        return BY_ALPHA_2.containsValue(digits);
    }

    static boolean isAlpha2(String code) {
        return BY_ALPHA_2.containsKey(code);
    }
}
