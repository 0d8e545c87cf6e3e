package io.caravanserai.mapping;

import java.util.ArrayList;
import java.util.List;

/** Reads delimited text by RFC 4180 (quotes doubled inside quotes, line breaks allowed there), keeping line numbers. */
public final class Csv {
    private final String text;
    private final char delimiter;
    private int at;
    private int line = 1;

    private Csv(String text, char delimiter) {
        this.text = text;
        this.delimiter = delimiter;
        this.at = !text.isEmpty() && text.charAt(0) == '\uFEFF' ? 1 : 0;
    }

    /**
     * One record.
     *
     * @param line 1-based line it starts on
     */
    public record Line(int line, List<String> fields) {
        public Line {
            fields = List.copyOf(fields);
        }
    }

    /**
     * All records that are not blank.
     *
     * @throws IllegalArgumentException naming the line of a quote that is never closed
     */
    public static List<Line> read(String text, char delimiter) {
        Csv csv = new Csv(text, delimiter);
        List<Line> records = new ArrayList<>();
        while (csv.at < text.length()) {
            int line = csv.line;
            List<String> fields = csv.record();
            if (fields.size() > 1 || !fields.get(0).isBlank()) {
                records.add(new Line(line, fields));
            }
        }
        return records;
    }

    /** The likeliest delimiter of a header line: the most frequent of comma, semicolon, tab and bar. */
    public static char guessDelimiter(String text) {
        int end = text.indexOf('\n');
        String header = end < 0 ? text : text.substring(0, end);
        char best = ',';
        long most = 0;
        for (char candidate : new char[] {',', ';', '\t', '|'}) {
            long count = header.chars().filter(c -> c == candidate).count();
            if (count > most) {
                best = candidate;
                most = count;
            }
        }
        return best;
    }

    private List<String> record() {
        List<String> fields = new ArrayList<>();
        while (true) {
            fields.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
            if (at >= text.length()) {
                return fields;
            }
            char c = text.charAt(at++);
            if (c == delimiter) {
                continue;
            }
            if (c == '\r' && at < text.length() && text.charAt(at) == '\n') {
                at++;
            }
            line++;
            return fields;
        }
    }

    private String plain() {
        int start = at;
        while (at < text.length() && !ends(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() {
        int opened = line;
        StringBuilder field = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                if (at >= text.length() || text.charAt(at) != '"') {
                    return field.append(plain()).toString();
                }
                at++;
            } else if (c == '\n') {
                line++;
            }
            field.append(c);
        }
        throw new IllegalArgumentException("line " + opened + ": a quote is opened and never closed");
    }

    private boolean ends(char c) {
        return c == delimiter || c == '\n' || c == '\r';
    }
}
