package io.caravanserai.label.barcode;

import io.caravanserai.label.raster.Bitmap;
import java.util.List;

/**
 * A Code 128 whose code sets somebody chose, as values of ISO/IEC 15417, table 1.
 *
 * @param values begins with a start character (103 to 105); check character and stop are not among them
 */
public record Code128Values(List<Integer> values) {
    static final int SHIFT = 98;
    static final int CODE_C = 99;
    static final int CODE_B = 100;
    static final int CODE_A = 101;
    static final int FNC1 = 102;
    static final int START_A = 103;
    static final int START_B = 104;
    static final int START_C = 105;

    private static final int CHECK_MODULUS = 103;
    private static final int STOP = 106;

    public Code128Values {
        values = List.copyOf(values);
        if (values.size() < 2 || values.get(0) < START_A || values.get(0) > START_C) {
            throw new IllegalArgumentException("values " + values + " of a Code 128: a start character (103 to 105)"
                    + " comes first, something behind it");
        }
        if (values.stream().skip(1).anyMatch(value -> value < 0 || value > FNC1)) {
            throw new IllegalArgumentException("values " + values + " of a Code 128 are 0 to 102 behind the start");
        }
    }

    /** Whether FNC1 comes first, which makes it a GS1-128. */
    public boolean isGs1() {
        return values.get(1) == FNC1;
    }

    /** What a reader tells; see {@link Symbol#data}. */
    public String data() {
        return new Reader().read(values.subList(isGs1() ? 2 : 1, values.size()), values.get(0));
    }

    String text() {
        return data().replaceAll("\\p{Cntrl}", "");
    }

    Bitmap modules() {
        StringBuilder widths = new StringBuilder();
        int sum = values.get(0);
        for (int i = 0; i < values.size(); i++) {
            widths.append(Patterns.of(values.get(i)));
            sum += i * values.get(i);
        }
        widths.append(Patterns.of(sum % CHECK_MODULUS)).append(Patterns.of(STOP));
        Bitmap row = new Bitmap(widths.chars().map(width -> width - '0').sum(), 1);
        int x = 0;
        for (int i = 0; i < widths.length(); i++) {
            int width = widths.charAt(i) - '0';
            if (i % 2 == 0) {
                row.fill(x, 0, width, 1);
            }
            x += width;
        }
        return row;
    }

    /** Okapi's table of bar and space widths, which only its subclasses see. */
    private static final class Patterns extends uk.org.okapibarcode.backend.Code128 {
        static String of(int value) {
            return CODE128_TABLE[value];
        }
    }

    /** What a reader keeps in mind from one character to the next. */
    private static final class Reader {
        private final StringBuilder data = new StringBuilder();
        private boolean high;
        private boolean highNext;

        String read(List<Integer> values, int start) {
            int set = start;
            for (int i = 0; i < values.size(); i++) {
                int value = values.get(i);
                boolean shifted = i > 0 && set != START_C && values.get(i - 1) == SHIFT;
                int now = shifted ? START_A + START_B - set : set;
                if (value == FNC1) {
                    data.append(Symbol.SEPARATOR);
                } else if (now == START_C && value < CODE_B) {
                    data.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
                } else if (value < 96) {
                    character(now == START_A && value >= 64 ? value - 64 : value + 32);
                } else if (value == CODE_C) {
                    set = START_C;
                } else if (value == CODE_B && now != START_B) {
                    set = START_B;
                } else if (value == CODE_A && now != START_A) {
                    set = START_A;
                } else if (value >= CODE_B) {
                    functionFour();
                }
            }
            return data.toString();
        }

        private void character(int ascii) {
            data.append((char) (high != highNext ? ascii + 128 : ascii));
            highNext = false;
        }

        /** One FNC4 lifts the next character to Latin-1, two in a row lift all that follow. */
        private void functionFour() {
            high ^= highNext;
            highNext = !highNext;
        }
    }
}
