package io.caravanserai.ediview;

/**
 * How the view looks on a screen.
 *
 * @param colour whether to use the colours of a terminal
 * @param symbols whether ✓ and ✗ can be shown
 * @param width columns at which faults are wrapped, 0 for none
 */
public record Style(boolean colour, boolean symbols, int width) {
    private static final String BOLD = "1";
    private static final String FAINT = "2";
    private static final String RED = "31";
    private static final String GREEN = "32";

    String mark(boolean good) {
        String mark = good ? (symbols ? "✓" : "ok") : (symbols ? "✗" : "!!");
        return paint(good ? GREEN : RED, mark);
    }

    int markWidth() {
        return symbols ? 1 : 2;
    }

    String bold(String text) {
        return paint(BOLD, text);
    }

    String faint(String text) {
        return paint(FAINT, text);
    }

    String bad(String text) {
        return paint(RED, text);
    }

    private String paint(String code, String text) {
        return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
