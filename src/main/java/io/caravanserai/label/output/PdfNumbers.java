package io.caravanserai.label.output;

/** Text of a PDF's content: numbers with at most three decimals, each with a space behind it, and words. */
public final class PdfNumbers {
    private static final String HEX = "0123456789ABCDEF";

    private final AsciiText text;

    /**
     * @param capacity bytes it has room for at first
     */
    public PdfNumbers(int capacity) {
        this.text = new AsciiText(capacity);
    }

    public PdfNumbers word(String word) {
        text.add(word);
        return this;
    }

    public PdfNumbers number(double value) {
        int thousandths = (int) Math.round(value * 1000);
        if (thousandths < 0) {
            text.add('-');
            thousandths = -thousandths;
        }
        text.add(thousandths / 1000);
        int rest = thousandths % 1000;
        if (rest > 0) {
            text.add('.').add((char) ('0' + rest / 100));
            if (rest % 100 > 0) {
                text.add((char) ('0' + rest / 10 % 10));
            }
            if (rest % 10 > 0) {
                text.add((char) ('0' + rest % 10));
            }
        }
        text.add(' ');
        return this;
    }

    /** A byte as two hexadecimal digits. */
    public void hex(int value) {
        text.add(HEX.charAt(value >> 4)).add(HEX.charAt(value & 15));
    }

    public byte[] bytes() {
        return text.bytes();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
