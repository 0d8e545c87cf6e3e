package io.caravanserai.label.gs1;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of an element string's value.
 *
 * @param numeric digits alone, else GS1's 82 characters
 * @param least the fewest characters it has
 * @param most the most it has
 * @param optional whether it and what follows may be missing
 */
record Field(boolean numeric, int least, int most, boolean optional, FieldRule rule) {
    /** As the table writes it: {@code n3}, {@code x..20}, {@code n13+check}, {@code [n3+country]}. */
    private static final Pattern WRITTEN = Pattern.compile("(\\[)?([nx])(\\.\\.)?([0-9]+)(?:\\+([a-z0-9]+))?\\]?");

    /** GS1 General Specifications, section 7.11, table of the 82 characters. */
    private static final Pattern CHARACTERS = Pattern.compile("[!\"%&'()*+,./0-9:;<=>?A-Z_a-z-]*");

    private static final Pattern DIGITS = Pattern.compile("[0-9]*");

    static Field parse(String written) {
        Matcher matcher = WRITTEN.matcher(written);
        if (!matcher.matches()) {
            throw new IllegalStateException("\"" + written + "\" is no format of a field");
        }
        int most = Integer.parseInt(matcher.group(4));
        return new Field(
                matcher.group(2).equals("n"),
                matcher.group(3) == null ? most : 1,
                most,
                matcher.group(1) != null,
                matcher.group(5) == null ? FieldRule.NONE : FieldRule.of(matcher.group(5)));
    }

    boolean isVariable() {
        return least != most;
    }

    /** Throws {@link Gs1Exception} when the value is not as it should be. */
    void check(String ai, String value) {
        Matcher matcher = (numeric ? DIGITS : CHARACTERS).matcher(value);
        if (!matcher.matches()) {
            int good = matcher.lookingAt() ? matcher.end() : 0;
            throw fault(
                    ai,
                    value,
                    "has \"" + value.charAt(good) + "\" where " + (numeric ? "digits" : "GS1 characters")
                            + " are allowed");
        }
        if (value.length() < least || value.length() > most) {
            throw fault(
                    ai,
                    value,
                    "has " + value.length() + " characters instead of " + (isVariable() ? "1 to " : "") + most);
        }
        String wrong = rule.fault(value);
        if (wrong != null) {
            throw fault(ai, value, wrong);
        }
    }

    private static Gs1Exception fault(String ai, String value, String wrong) {
        return new Gs1Exception("AI " + ai + ": \"" + value + "\" " + wrong);
    }
}
