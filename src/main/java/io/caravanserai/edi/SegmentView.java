package io.caravanserai.edi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

/** One segment in a byte array: elements are searched and decoded only when asked for. Positions are 1-based. */
record SegmentView(byte[] data, int from, int to, EdiSyntax syntax) {

    /** Decoded text of a component, null when absent or empty. */
    static @Nullable String element(
            byte[] data, int from, int to, EdiSyntax syntax, int position, int component, int repetition) {
        if (position < 1 || component < 1 || repetition < 1) {
            throw new IllegalArgumentException("element " + position + ", component " + component + ", repetition "
                    + repetition + ": each counts from 1");
        }
        long range = syntax.part(data, from, to, syntax.element, position);
        if (range >= 0 && (syntax.repetition != EdiSyntax.NONE || repetition > 1)) {
            range = syntax.part(data, start(range), end(range), syntax.repetition, repetition - 1);
        }
        if (range >= 0) {
            range = syntax.part(data, start(range), end(range), syntax.component, component - 1);
        }
        if (range < 0 || start(range) == end(range)) {
            return null;
        }
        String text = syntax.text(data, start(range), end(range));
        return text.isEmpty() ? null : text;
    }

    /** How often an element is repeated, 0 when it is absent or empty. */
    static int repetitions(byte[] data, int from, int to, EdiSyntax syntax, int position) {
        long range = syntax.part(data, from, to, syntax.element, position);
        if (range < 0 || start(range) == end(range)) {
            return 0;
        }
        return count(data, start(range), end(range), syntax, syntax.repetition);
    }

    /** How many components a repetition has, 0 when it is absent. */
    static int components(byte[] data, int from, int to, EdiSyntax syntax, int position, int repetition) {
        long range = syntax.part(data, from, to, syntax.element, position);
        if (range >= 0) {
            range = syntax.part(data, start(range), end(range), syntax.repetition, repetition - 1);
        }
        return range < 0 ? 0 : count(data, start(range), end(range), syntax, syntax.component);
    }

    /** How many parts a separator cuts a range into. */
    static int count(byte[] data, int from, int to, EdiSyntax syntax, int separator) {
        int count = 0;
        int at = from;
        while (at <= to) {
            long range = syntax.part(data, at, to, separator, 0);
            count++;
            at = end(range) + 1;
        }
        return count;
    }

    /** Text of a component without surrounding spaces, empty when absent. */
    String text(int position, int component) {
        String text = element(data, from, to, syntax, position, component, 1);
        return text == null ? "" : text.strip();
    }

    /** The bytes of an element as they stand, still escaped. */
    String raw(int position) {
        long range = syntax.part(data, from, to, syntax.element, position);
        return range < 0 ? "" : new String(data, start(range), end(range) - start(range), ISO_8859_1);
    }

    private static int start(long range) {
        return (int) (range >>> 32);
    }

    private static int end(long range) {
        return (int) range;
    }
}
