package io.caravanserai.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Turns CSV and fixed-width text into a table node. */
final class Tables {
    private static final int MAX_ROWS = 1_000_000;

    private Tables() {}

    static Row csv(String text, Layout layout) throws PayloadException {
        String body = skip(text, layout.skipLines());
        Character given = layout.delimiter();
        char delimiter = given == null ? Csv.guessDelimiter(body) : given;
        List<Csv.Line> records;
        try {
            records = Csv.read(body, delimiter);
        } catch (IllegalArgumentException e) {
            throw new PayloadException("line 1", "not readable as CSV: " + e.getMessage());
        }
        List<String> names = layout.columns().stream().map(Layout.Column::name).toList();
        int first = 0;
        if (layout.header() && !records.isEmpty()) {
            names = records.get(0).fields();
            first = 1;
        }
        Map<String, Integer> columns = positions(names);
        List<Row> rows = new ArrayList<>();
        for (Csv.Line record : records.subList(first, Math.min(records.size(), MAX_ROWS))) {
            rows.add(new Row(record.line() + layout.skipLines(), columns, record.fields(), List.of()));
        }
        return new Row(1 + layout.skipLines(), columns, List.of(), rows);
    }

    static Row fixed(String text, Layout layout) {
        Map<String, Integer> columns =
                positions(layout.columns().stream().map(Layout.Column::name).toList());
        List<Row> rows = new ArrayList<>();
        int line = layout.skipLines();
        for (String record :
                skip(text, layout.skipLines()).lines().limit(MAX_ROWS).toList()) {
            line++;
            if (!record.isBlank()) {
                rows.add(new Row(line, columns, cut(record, layout.columns()), List.of()));
            }
        }
        return new Row(1 + layout.skipLines(), columns, List.of(), rows);
    }

    private static List<String> cut(String record, List<Layout.Column> columns) {
        return columns.stream()
                .map(c -> record.substring(Math.min(c.from() - 1, record.length()), Math.min(c.to(), record.length())))
                .toList();
    }

    private static Map<String, Integer> positions(List<String> names) {
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            positions.putIfAbsent(names.get(i).trim().toLowerCase(Locale.ROOT), i);
        }
        return Map.copyOf(positions);
    }

    private static String skip(String text, int lines) {
        int at = 0;
        for (int i = 0; i < lines; i++) {
            int end = text.indexOf('\n', at);
            if (end < 0) {
                return "";
            }
            at = end + 1;
        }
        return text.substring(at);
    }
}
