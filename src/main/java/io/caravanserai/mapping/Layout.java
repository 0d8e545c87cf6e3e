package io.caravanserai.mapping;

import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must be known to read text that does not describe itself.
 *
 * @param charset the text's charset; null: UTF-8, or what the content type says
 * @param delimiter between fields of a CSV; null: found from its first line
 * @param header whether the first row names the columns
 * @param columns names of the columns, in order, when there is no header; with their range for fixed width
 * @param skipLines lines before the table
 */
public record Layout(
        @Nullable Charset charset, @Nullable Character delimiter, boolean header, List<Column> columns, int skipLines) {
    /** Self-describing formats need nothing. */
    public static final Layout NONE = new Layout(null, null, true, List.of(), 0);

    public Layout {
        columns = List.copyOf(columns);
    }

    /** A column; {@code from} and {@code to} are 1-based and inclusive for fixed width, else 0. */
    public record Column(String name, int from, int to) {}
}
