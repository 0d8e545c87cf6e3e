package io.caravanserai.mapping;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tables: the document's {@code row} children are its rows, {@code header} has a child for each column. */
enum RowTree implements Tree<Row> {
    INSTANCE;

    @Override
    public boolean each(Row node, String name, Visitor<Row> visitor) {
        if (node.fields().isEmpty()) {
            return table(node, name, visitor);
        }
        String value = node.field(name.toLowerCase(Locale.ROOT));
        return value != null && visitor.visit(value(node.line(), value));
    }

    private static boolean table(Row table, String name, Visitor<Row> visitor) {
        if (name.equals("header")) {
            return visitor.visit(new Row(table.line(), table.columns(), columns(table), List.of()));
        }
        if (!name.equals("row")) {
            return false;
        }
        for (Row row : table.rows()) {
            if (visitor.visit(row)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> columns(Row row) {
        return row.columns().entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The columns of a row; of the table what is repeated in it. */
    @Override
    public List<String> names(Row node) {
        return node.rows().isEmpty() ? columns(node) : List.of("row");
    }

    private static Row value(int line, String value) {
        return new Row(line, Map.of(), List.of(value), List.of());
    }

    @Override
    public @Nullable String text(Row node) {
        if (node.fields().size() != 1) {
            return null;
        }
        String text = node.fields().get(0).trim();
        return text.isEmpty() ? null : text;
    }

    @Override
    public boolean isPresent(Row node) {
        return node.fields().size() != 1 || text(node) != null;
    }

    @Override
    public String place(Row node) {
        return "line " + node.line();
    }
}
