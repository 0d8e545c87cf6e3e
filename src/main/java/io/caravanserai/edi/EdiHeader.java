package io.caravanserai.edi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

/**
 * The beginning of an interchange: recognised with certainty enough to find one inside garbage.
 *
 * @param syntax its delimiters and character set
 * @param segment index of the ISA or UNB segment (a UNA stands before it)
 */
record EdiHeader(EdiSyntax syntax, int segment) {
    /** With so many bytes at hand every well-formed header can be recognised. */
    static final int ENOUGH = 256;

    private static final int LONGEST_ISA = 200;
    private static final int UNA_LENGTH = 9;
    /** ISO 9735 level B: UNOB of syntax version 1 separates by information separators. */
    private static final int IS1 = 0x1f;

    private static final int IS3 = 0x1d;
    private static final int IS4 = 0x1c;

    /** The header that begins at this index, or null. */
    static @Nullable EdiHeader at(byte[] data, int from, int to) {
        if (startsWith(data, from, to, "ISA")) {
            return isa(data, from, to);
        }
        if (startsWith(data, from, to, "UNA")) {
            return una(data, from, to);
        }
        if (startsWith(data, from, to, "UNB")) {
            return unb(data, from, to);
        }
        return null;
    }

    /** As {@link #at}, but true as long as bytes not yet read might make it one. */
    static boolean mayBeginAt(byte[] data, int from, int to, boolean last) {
        if (from < to && data[from] != 'I' && data[from] != 'U') {
            return false;
        }
        if (!last && to - from < 3) {
            return true;
        }
        boolean prefix = startsWith(data, from, to, "ISA") || startsWith(data, from, to, "UN");
        return prefix && ((!last && to - from < ENOUGH) || at(data, from, to) != null);
    }

    /** Index of the next header at or after {@code from}, -1 when there is none. */
    static int find(byte[] data, int from, int to) {
        for (int i = from; i + 3 <= to; i++) {
            if ((data[i] == 'I' || data[i] == 'U') && at(data, i, to) != null) {
                return i;
            }
        }
        return -1;
    }

    /** Sixteen elements counted by separator, so that unpadded ones are read too (X12.5, ISA). */
    private static @Nullable EdiHeader isa(byte[] data, int from, int to) {
        if (to - from < 4 || !isDelimiter(data[from + 3])) {
            return null;
        }
        int element = data[from + 3] & 0xff;
        int[] starts = new int[17];
        int count = 0;
        for (int i = from + 3; i < to && i < from + LONGEST_ISA && count < 16; i++) {
            if ((data[i] & 0xff) == element) {
                starts[++count] = i + 1;
            }
        }
        int end = starts[16];
        if (count < 16 || end + 1 >= to) {
            return null;
        }
        int component = data[end] & 0xff;
        int terminator = data[end + 1] & 0xff;
        boolean plausible = isDelimiter(data[end])
                && (isDelimiter(data[end + 1]) || terminator == '\r' || terminator == '\n')
                && component != element
                && terminator != element
                && component != terminator
                && isDigits(data, starts[12], starts[13] - 1, 5)
                && !contains(data, from, end, terminator);
        if (!plausible) {
            return null;
        }
        int repetition = repetition(data, starts, element, component, terminator);
        return new EdiHeader(
                new EdiSyntax(false, element, component, repetition, EdiSyntax.NONE, terminator, ISO_8859_1), from);
    }

    /** ISA11 is the repetition separator from 00402 on; before it was the letter U. */
    private static int repetition(byte[] data, int[] starts, int element, int component, int terminator) {
        String version = new String(data, starts[12], 5, US_ASCII);
        if (version.compareTo("00402") < 0 || starts[12] - 1 - starts[11] != 1) {
            return EdiSyntax.NONE;
        }
        int value = data[starts[11]] & 0xff;
        boolean free = value != element && value != component && value != terminator;
        return isDelimiter(data[starts[11]]) && free ? value : EdiSyntax.NONE;
    }

    private static @Nullable EdiHeader una(byte[] data, int from, int to) {
        int at = from + UNA_LENGTH;
        if (at > to) {
            return null;
        }
        while (at < to && (data[at] == '\r' || data[at] == '\n' || data[at] == ' ')) {
            at++;
        }
        int component = data[from + 3] & 0xff;
        int element = data[from + 4] & 0xff;
        int release = data[from + 6] == ' ' ? EdiSyntax.NONE : data[from + 6] & 0xff;
        int repetition = data[from + 7] == ' ' ? EdiSyntax.NONE : data[from + 7] & 0xff;
        int terminator = data[from + 8] & 0xff;
        boolean plausible = startsWith(data, at, to, "UNB")
                && isDelimiter(data[from + 3])
                && isDelimiter(data[from + 4])
                && !isAlphanumeric(data[from + 6])
                && (isDelimiter(data[from + 8]) || terminator == '\r' || terminator == '\n')
                && component != element
                && terminator != element
                && component != terminator
                && release != element
                && release != component
                && release != terminator;
        return plausible ? unb(data, at, to, element, component, repetition, release, terminator) : null;
    }

    private static @Nullable EdiHeader unb(byte[] data, int from, int to) {
        if (from + 3 < to && data[from + 3] == IS3) {
            return unb(data, from, to, IS3, IS1, EdiSyntax.NONE, EdiSyntax.NONE, IS4);
        }
        return unb(data, from, to, '+', ':', '*', '?', '\'');
    }

    private static @Nullable EdiHeader unb(
            byte[] data, int from, int to, int element, int component, int repetition, int release, int terminator) {
        int id = from + 4;
        if (id + 6 > to || (data[from + 3] & 0xff) != element || (data[id + 4] & 0xff) != component) {
            return null;
        }
        for (int i = id; i < id + 4; i++) {
            if (!(data[i] >= 'A' && data[i] <= 'Z')) {
                return null;
            }
        }
        // the repetition separator came with syntax version 4 (ISO 9735:1998); before, its place in UNA is reserved
        boolean repeats = data[id + 5] >= '4' && data[id + 5] <= '9' && !isAlphanumeric((byte) repetition);
        boolean free = repetition != element && repetition != component && repetition != terminator;
        EdiSyntax syntax = new EdiSyntax(
                true,
                element,
                component,
                repeats && free && repetition != release ? repetition : EdiSyntax.NONE,
                release,
                terminator,
                EdiCharsets.of(new String(data, id, 4, US_ASCII)));
        return new EdiHeader(syntax, from);
    }

    static boolean startsWith(byte[] data, int from, int to, String tag) {
        if (to - from < tag.length()) {
            return false;
        }
        for (int i = 0; i < tag.length(); i++) {
            if (data[from + i] != tag.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean contains(byte[] data, int from, int to, int value) {
        for (int i = from; i < to; i++) {
            if ((data[i] & 0xff) == value) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDigits(byte[] data, int from, int to, int length) {
        for (int i = from; i < to; i++) {
            if (data[i] < '0' || data[i] > '9') {
                return false;
            }
        }
        return to - from == length;
    }

    private static boolean isDelimiter(byte value) {
        return !isAlphanumeric(value) && value != ' ' && value != '\r' && value != '\n';
    }

    private static boolean isAlphanumeric(byte value) {
        return (value >= '0' && value <= '9') || (value >= 'A' && value <= 'Z') || (value >= 'a' && value <= 'z');
    }
}
