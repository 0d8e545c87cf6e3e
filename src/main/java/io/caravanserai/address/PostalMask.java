package io.caravanserai.address;

import java.util.regex.Pattern;

/**
 * One way to write a postal code: {@code n} is a digit, {@code a} a letter, {@code x} either; capitals, digits and
 * hyphens stand for themselves, a blank may be left out.
 *
 * @param mask such as {@code ana nan} or {@code LV-nnnn}
 * @param written what a code in this form looks like
 * @param compact the same without blanks and hyphens
 */
record PostalMask(String mask, Pattern written, Pattern compact) {
    private static final Pattern ALLOWED = Pattern.compile("[naxA-Z0-9 -]+");

    /** @throws IllegalArgumentException when the mask holds anything else */
    static PostalMask of(String mask) {
        if (!ALLOWED.matcher(mask).matches()) {
            throw new IllegalArgumentException(
                    "'" + mask + "' may hold n, a, x, capital letters, digits, blanks and hyphens only");
        }
        StringBuilder written = new StringBuilder();
        StringBuilder compact = new StringBuilder();
        for (int i = 0; i < mask.length(); i++) {
            char c = mask.charAt(i);
            String one =
                    switch (c) {
                        case 'n' -> "[0-9]";
                        case 'a' -> "[A-Z]";
                        case 'x' -> "[A-Z0-9]";
                        default -> String.valueOf(c);
                    };
            written.append(c == ' ' ? " ?" : one);
            compact.append(isSeparator(c) ? "" : one);
        }
        return new PostalMask(mask, Pattern.compile(written.toString()), Pattern.compile(compact.toString()));
    }

    /** A code that fits {@link #compact}, with the separators of the mask. */
    String spell(String code) {
        StringBuilder spelt = new StringBuilder();
        int at = 0;
        for (int i = 0; i < mask.length(); i++) {
            char c = mask.charAt(i);
            spelt.append(isSeparator(c) ? c : code.charAt(at++));
        }
        return spelt.toString();
    }

    private static boolean isSeparator(char c) {
        return c == ' ' || c == '-';
    }
}
