package io.caravanserai.scaffold;

import io.caravanserai.harmonize.TimeGuess;
import io.caravanserai.mapping.Layout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Columns of fixed-width text by the blanks that all its rows share, named by what their values look like. */
final class FixedColumns {
    private FixedColumns() {}

    static List<Layout.Column> of(List<String> rows) {
        int width = rows.stream().mapToInt(String::length).max().orElse(0);
        List<Layout.Column> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int start = 0;
        for (int at = 0; at <= width; at++) {
            if (at == width || isBlank(rows, at)) {
                if (at > start) {
                    columns.add(new Layout.Column(name(rows, start, at, columns.size() + 1, names), start + 1, at));
                }
                start = at + 1;
            }
        }
        return columns;
    }

    private static boolean isBlank(List<String> rows, int at) {
        return rows.stream().allMatch(row -> at >= row.length() || row.charAt(at) == ' ');
    }

    private static String name(List<String> rows, int from, int to, int number, Set<String> taken) {
        List<String> values = rows.stream()
                .map(row -> row.substring(Math.min(from, row.length()), Math.min(to, row.length()))
                        .trim())
                .filter(value -> !value.isEmpty())
                .toList();
        String name = look(values);
        return !name.isEmpty() && taken.add(name) ? name : "column_" + number;
    }

    private static String look(List<String> values) {
        Optional<TimeGuess> time = TimeGuess.of(values);
        if (time.isPresent()) {
            return time.get().hasTime() ? "time" : "date";
        }
        if (values.stream().allMatch(value -> value.matches("([01]\\d|2[0-3]):?[0-5]\\d(:?[0-5]\\d)?"))) {
            return "clock";
        }
        if (values.stream().allMatch(value -> value.matches("(?=(.*\\d){5})[\\w-]{8,40}"))) {
            return "number";
        }
        if (values.stream().allMatch(value -> value.matches("[A-Z0-9]{1,6}"))) {
            return "code";
        }
        return values.stream().anyMatch(value -> value.contains(" ")) ? "text" : "";
    }
}
