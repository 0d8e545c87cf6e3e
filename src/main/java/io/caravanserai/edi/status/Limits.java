package io.caravanserai.edi.status;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Element lengths: identifiers that do not fit refuse their line, since cut ones would name another thing. */
final class Limits {
    private final List<String> faults = new ArrayList<>();

    Limits check(String element, @Nullable String value, int shortest, int longest) {
        if (value != null && (value.length() < shortest || value.length() > longest)) {
            String range = shortest == longest ? "" + longest : shortest + " to " + longest;
            faults.add(element + " takes " + range + " characters, not " + value.length());
        }
        return this;
    }

    Limits require(String element, @Nullable String value, String next) {
        if (value == null) {
            faults.add(element + " is required; " + next);
        }
        return this;
    }

    boolean isKept() {
        return faults.isEmpty();
    }

    String reason() {
        return String.join("; ", faults);
    }

    /** Text that may be shortened. */
    static @Nullable String clip(@Nullable String value, int longest) {
        return value == null || value.length() <= longest
                ? value
                : value.substring(0, Character.isHighSurrogate(value.charAt(longest - 1)) ? longest - 1 : longest);
    }

    /** Text cut into pieces, at most as many as given. */
    static List<String> pieces(String text, int longest, int most) {
        List<String> pieces = new ArrayList<>();
        String rest = text;
        while (!rest.isEmpty() && pieces.size() < most) {
            String piece = clip(rest, longest);
            pieces.add(piece == null ? "" : piece);
            rest = rest.substring(pieces.get(pieces.size() - 1).length()).stripLeading();
        }
        return pieces;
    }
}
