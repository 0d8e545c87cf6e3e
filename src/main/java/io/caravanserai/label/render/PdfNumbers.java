package io.caravanserai.label.render;

import java.nio.charset.StandardCharsets;

/** Text of a PDF's content: numbers with at most three decimals, each with a space behind it, and words. */
final class PdfNumbers {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final StringBuilder text;

    PdfNumbers(int capacity) {
        this.text = new StringBuilder(capacity);
    }

    PdfNumbers word(String word) {
        text.append(word);
        return this;
    }

    PdfNumbers number(double value) {
        long thousandths = Math.round(value * 1000);
        if (thousandths < 0) {
            text.append('-');
            thousandths = -thousandths;
        }
        text.append(thousandths / 1000);
        int rest = (int) (thousandths % 1000);
        if (rest > 0) {
            text.append('.').append((char) ('0' + rest / 100));
            if (rest % 100 > 0) {
                text.append((char) ('0' + rest / 10 % 10));
            }
            if (rest % 10 > 0) {
                text.append((char) ('0' + rest % 10));
            }
        }
        text.append(' ');
        return this;
    }

    /** A byte as two hexadecimal digits. */
    void hex(int value) {
        text.append(HEX[value >> 4]).append(HEX[value & 15]);
    }

    byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
