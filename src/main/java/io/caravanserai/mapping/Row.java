package io.caravanserai.mapping;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node of tabular text: the whole table, or one of its rows.
 *
 * @param line 1-based line of the payload
 * @param columns column names (lower case) to their position; shared by all rows
 * @param fields the row's values; empty for the table itself
 * @param rows the table's rows; empty for a row
 */
record Row(int line, Map<String, Integer> columns, List<String> fields, List<Row> rows) {
    Row {
        fields = List.copyOf(fields);
        rows = List.copyOf(rows);
    }

    @Nullable
    String field(String column) {
        Integer position = columns.get(column);
        return position == null || position >= fields.size() ? null : fields.get(position);
    }
}
