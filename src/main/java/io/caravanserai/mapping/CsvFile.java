package io.caravanserai.mapping;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A table that integrators edit: UTF-8 CSV with named columns, {@code #} starts a comment line. */
public final class CsvFile {
    private final List<Line> lines;

    private CsvFile(List<Line> lines) {
        this.lines = List.copyOf(lines);
    }

    /**
     * One row by column name.
     *
     * @param number 1-based line in the file
     */
    public record Line(int number, Map<String, String> values) {
        public Line {
            values = Map.copyOf(values);
        }

        /** The trimmed value of a column, empty when absent. */
        public String get(String column) {
            return values.getOrDefault(column, "");
        }
    }

    public List<Line> lines() {
        return lines;
    }

    /**
     * Reads a table; what is wrong with its shape is noted.
     *
     * @param required columns that must be there
     * @param allowed all columns that may be there
     */
    public static CsvFile read(Path file, List<String> required, List<String> allowed, Problems problems) {
        List<Csv.Line> records = records(file, problems);
        if (records.isEmpty()) {
            return new CsvFile(List.of());
        }
        Csv.Line header = records.get(0);
        List<String> columns = header.fields().stream().map(String::trim).toList();
        for (String column : columns) {
            if (!allowed.contains(column)) {
                problems.add(header.line(), "unknown column '" + column + "'" + Suggest.hint(column, allowed));
            }
        }
        for (String column : required) {
            if (!columns.contains(column)) {
                problems.add(header.line(), "the column '" + column + "' is missing");
            }
        }
        List<Line> lines = new ArrayList<>();
        for (Csv.Line record : records.subList(1, records.size())) {
            if (record.fields().size() > columns.size()) {
                problems.add(
                        record.line(),
                        record.fields().size() + " fields but " + columns.size()
                                + " columns; quote a text that holds a comma");
            }
            lines.add(new Line(record.line(), values(columns, record.fields())));
        }
        return new CsvFile(lines);
    }

    private static List<Csv.Line> records(Path file, Problems problems) {
        try {
            return Csv.read(Files.readString(file, StandardCharsets.UTF_8), ',').stream()
                    .filter(r -> !r.fields().get(0).startsWith("#"))
                    .toList();
        } catch (IOException | IllegalArgumentException e) {
            problems.add(0, "cannot be read as UTF-8 CSV: " + e.getMessage());
            return List.of();
        }
    }

    private static Map<String, String> values(List<String> columns, List<String> fields) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < Math.min(columns.size(), fields.size()); i++) {
            values.put(columns.get(i), fields.get(i).trim());
        }
        return values;
    }
}
