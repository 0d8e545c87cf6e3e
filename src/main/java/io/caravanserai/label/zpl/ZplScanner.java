package io.caravanserai.label.zpl;

import org.jspecify.annotations.Nullable;

/**
 * Parts a stream into commands. It follows changes of the prefixes and of the delimiter, and passes over binary
 * graphics by their told length, since any byte may stand in them.
 */
final class ZplScanner {
    private final String stream;
    private char caret = '^';
    private char tilde = '~';
    private char delimiter = ',';
    private int at;
    private int line = 1;
    private int lineStart;
    private int counted;

    /** @param stream one character a byte */
    ZplScanner(String stream) {
        this.stream = stream;
    }

    /** The next command, or null at the end. What stands outside of commands is passed over, as printers do. */
    @Nullable
    ZplCommand next() {
        while (at < stream.length() && !prefix(at)) {
            at++;
        }
        if (at >= stream.length()) {
            return null;
        }
        int start = at;
        count(start);
        String name = name();
        at = start + name.length();
        if (name.length() == 3 && name.charAt(1) == 'C' && "CTD".indexOf(name.charAt(2)) >= 0) {
            return change(name, start);
        }
        int end = end(name, at);
        String text = stream.substring(at, end);
        at = end;
        return new ZplCommand(name, text, delimiter, line, start - lineStart + 1);
    }

    private boolean prefix(int index) {
        char c = stream.charAt(index);
        return c == caret || c == tilde;
    }

    private void count(int upTo) {
        for (; counted < upTo; counted++) {
            if (stream.charAt(counted) == '\n') {
                line++;
                lineStart = counted + 1;
            }
        }
    }

    /** Two letters, except that {@code ^A} is followed by the name of a font, which is its first parameter. */
    private String name() {
        char kind = stream.charAt(at) == caret ? '^' : '~';
        int end = at + 1;
        int letters = 2;
        if (kind == '^' && end < stream.length() && Character.toUpperCase(stream.charAt(end)) == 'A') {
            letters = 1;
        }
        StringBuilder name = new StringBuilder(3).append(kind);
        while (end < stream.length() && name.length() <= letters && !prefix(end) && stream.charAt(end) > ' ') {
            name.append(Character.toUpperCase(stream.charAt(end++)));
        }
        return name.toString();
    }

    private ZplCommand change(String name, int start) {
        String text = at < stream.length() ? stream.substring(at, ++at) : "";
        ZplCommand command = new ZplCommand(name, text, delimiter, line, start - lineStart + 1);
        if (!text.isEmpty()) {
            switch (name.charAt(2)) {
                case 'C' -> caret = text.charAt(0);
                case 'T' -> tilde = text.charAt(0);
                default -> delimiter = text.charAt(0);
            }
        }
        return command;
    }

    private int end(String name, int from) {
        int end = name.equals("^GF") ? binaryEnd(from) : from;
        while (end < stream.length() && !prefix(end)) {
            end++;
        }
        return end;
    }

    /** Where the bytes of {@code ^GFB,bytes,...} or {@code ^GFC,...} end, or {@code from} for other forms. */
    private int binaryEnd(int from) {
        int comma = from;
        int[] commas = new int[4];
        for (int i = 0; i < commas.length; i++) {
            comma = stream.indexOf(delimiter, comma);
            if (comma < 0 || comma - from > 60) {
                return from;
            }
            commas[i] = comma++;
        }
        char form = commas[0] == from ? 'A' : Character.toUpperCase(stream.charAt(from));
        String bytes = stream.substring(commas[0] + 1, commas[1]).strip();
        if ((form != 'B' && form != 'C') || !bytes.matches("\\d{1,9}")) {
            return from;
        }
        return (int) Math.min(stream.length(), comma + Long.parseLong(bytes));
    }
}
