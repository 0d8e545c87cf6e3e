package io.caravanserai.ediview;

import java.io.PrintWriter;
import java.util.function.BooleanSupplier;

/** Where a layout prints: safe for a terminal, and noticing when nobody reads on. */
public final class Printout {
    private static final int CHUNK = 32 * 1024;

    private final PrintWriter out;
    private final BooleanSupplier gone;
    private final StringBuilder pending = new StringBuilder();

    /** @param gone whether the reader of what lies under {@code out} has gone; a PrintStream there tells only itself */
    public Printout(PrintWriter out, BooleanSupplier gone) {
        this.out = out;
        this.gone = gone;
    }

    /** The reader of the output has gone, as {@code head} does. */
    public static final class Closed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Closed() {
            super("nobody reads the output any more", null, false, false);
        }
    }

    /**
     * Prints a line that is ready for a terminal.
     *
     * @throws Closed when nobody reads on
     */
    void line(CharSequence text) {
        pending.append(text).append('\n');
        if (pending.length() > CHUNK) {
            flush();
        }
    }

    /**
     * Hands over what was printed.
     *
     * @throws Closed when nobody reads on
     */
    void flush() {
        out.print(pending);
        pending.setLength(0);
        if (out.checkError() || gone.getAsBoolean()) {
            throw new Closed();
        }
    }

    /** Text of a partner with what could steer a terminal or turn its letters round written as \\uXXXX. */
    static String safe(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            boolean steers = Character.isISOControl(c)
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            if (steers) {
                safe.append(String.format("\\u%04X", c));
            } else {
                safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }
}
