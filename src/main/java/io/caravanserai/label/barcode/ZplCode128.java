package io.caravanserai.label.barcode;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the field data of ZPL's {@code ^BC} in mode N, in which {@code >} and one more character choose code sets and
 * function characters (ZPL II Programming Guide, ^BC, table of invocation characters). Without a start character code
 * set B begins.
 */
public final class ZplCode128 {
    private final String field;
    private final List<Integer> values = new ArrayList<>();
    private int at;
    private int set = Code128Values.START_B;
    private boolean shifted;

    private ZplCode128(String field) {
        this.field = field;
    }

    /**
     * The values a printer makes of it. As printers do, it leaves out what a code set does not know: in sets A and C,
     * which are written in pairs of digits, whatever is no pair.
     *
     * @throws SymbolException when nothing is left
     */
    public static Code128Values read(String field) {
        ZplCode128 reader = new ZplCode128(field);
        reader.readAll();
        if (reader.values.size() < 2) {
            throw new SymbolException(Symbology.CODE_128, field, "nothing of it is in its code set");
        }
        return new Code128Values(reader.values);
    }

    private void readAll() {
        Integer first = invocation();
        if (first != null && first >= Code128Values.START_A) {
            set = first;
            at = 2;
        }
        values.add(set);
        while (at < field.length()) {
            Integer value = invocation();
            if (value != null) {
                at += 2;
                invoke(value);
            } else if (current() == Code128Values.START_B) {
                character(field.charAt(at++));
            } else {
                pair();
            }
        }
    }

    /** The set of the next character. */
    private int current() {
        return shifted ? Code128Values.START_A + Code128Values.START_B - set : set;
    }

    private void character(char c) {
        if (c >= 32 && c < 128) {
            add(c - 32);
        }
    }

    private void pair() {
        boolean second = at + 1 < field.length() && isDigit(field.charAt(at + 1));
        if (!isDigit(field.charAt(at))) {
            at++;
        } else if (second) {
            add(Integer.parseInt(field.substring(at, at + 2)));
            at += 2;
        } else {
            at += at + 1 < field.length() && field.charAt(at + 1) == '>' ? 1 : 2;
        }
    }

    private void add(int value) {
        values.add(value);
        shifted = false;
    }

    private void invoke(int value) {
        if (value >= Code128Values.START_A || (set == Code128Values.START_C && value < Code128Values.CODE_B)) {
            return;
        }
        add(value);
        switch (value) {
            case Code128Values.SHIFT -> shifted = true;
            case Code128Values.CODE_C -> set = Code128Values.START_C;
            // in its own set this value is FNC4
            case Code128Values.CODE_B -> set = Code128Values.START_B;
            case Code128Values.CODE_A -> set = Code128Values.START_A;
            default -> {}
        }
    }

    /** The value that {@code >} and the next character stand for, if they stand here. */
    private @Nullable Integer invocation() {
        if (at + 1 >= field.length() || field.charAt(at) != '>') {
            return null;
        }
        char code = field.charAt(at + 1);
        return switch (code) {
            case '<' -> 62;
            case '0' -> 30;
            case '=' -> 94;
            default -> code >= '1' && code <= ';' ? code - '1' + 95 : null;
        };
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
