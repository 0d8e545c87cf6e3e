package io.caravanserai.retention;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;

/** Rows as JSON: a field for each column, numbers as numbers, bytes in base64. */
final class RowJson {
    private RowJson() {}

    /** Writes a row as an object; always true, for {@code Sql.each}. */
    static boolean object(ResultSet row, JsonGenerator to) throws SQLException {
        try {
            to.writeStartObject();
            columns(row, to);
            to.writeEndObject();
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("a row cannot be archived", e);
        }
    }

    static void columns(ResultSet row, JsonGenerator to) throws SQLException, IOException {
        ResultSetMetaData columns = row.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            to.writeFieldName(columns.getColumnLabel(i));
            Object value = row.getObject(i);
            if (value instanceof byte[] bytes) {
                to.writeBinary(bytes);
            } else if (value instanceof Number number) {
                to.writeNumber(number.longValue());
            } else if (value == null) {
                to.writeNull();
            } else {
                to.writeString(value.toString());
            }
        }
    }
}
