package io.caravanserai.event;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value as a cell of CSV (RFC 4180) for people who open such files in a spreadsheet: what a spreadsheet could take for
 * a formula begins with an apostrophe, which makes it text (OWASP, CSV Injection). A reader who takes one apostrophe away
 * where {@link #ESCAPED} matches has the value as it was.
 */
public final class CsvCell {
    private static final String SIGN = "=+\\-@＝＋－＠";
    /** What spreadsheets skip at the start of a cell, or hide. */
    private static final String SKIPPED = "[\\p{Z}\\p{Cf}\\p{Cc}'\"&&[^\\t\\r\\n]]*";

    private static final String FIRST = "(?=" + SKIPPED + "[" + SIGN + "\\t\\r\\n])";
    /** Where a cell begins when the file is opened with another delimiter than the comma. */
    private static final String INNER = "(?<=[;|\\t\\r\\n])";

    private static final String LATER = "(?=" + SKIPPED + "[" + SIGN + "])";
    /** A number alone calls nothing: temperatures, amounts, telephone numbers by E.164. */
    private static final String NO_NUMBER = "(?![+-][0-9]++(?:[.,][0-9]++)?(?:[;|\\t\\r\\n]|\\z))";

    private static final Pattern FORMULA = Pattern.compile(NO_NUMBER + "(?:\\A" + FIRST + "|" + INNER + LATER + ")");

    /** The apostrophes that were put in; docs/edi.md tells customers. */
    public static final Pattern ESCAPED = Pattern.compile("\\A'" + FIRST + "|" + INNER + "'" + LATER);

    private CsvCell() {}

    /** The cell, in quotes where it must be; empty for no value. */
    public static String of(@Nullable String value) {
        if (value == null) {
            return "";
        }
        String text = asText(value);
        boolean quoted =
                !text.equals(value) || text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    /** The value with an apostrophe before each part that could be taken for a formula. */
    public static String asText(String value) {
        return FORMULA.matcher(value).replaceAll("'");
    }
}
