package io.caravanserai.retention;

import io.caravanserai.store.Dialect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows that go when they are old enough. A part of the hub describes its own; {@link Retention} deletes them.
 *
 * @param kind for the log, the archive and docs/operate/data.md, such as {@code dead-letters}
 * @param keys its primary key or another that is unique
 * @param age column with the time, in epoch milliseconds, since which a row is kept; null for a row that stays
 * @param condition what else must hold of a row, in SQL; a question mark in it is the time before which rows go
 * @param details rows of other tables that go with a row, in this order
 * @param archived whether rows are archived where the operator wants an archive
 */
public record Expiry(
        String kind,
        String table,
        List<String> keys,
        String age,
        String condition,
        List<Detail> details,
        boolean archived) {

    /**
     * Rows of another table that belong to a row.
     *
     * @param columns that hold its key, in the order of its keys
     */
    public record Detail(String table, List<String> columns) {
        String select() {
            return "SELECT * FROM " + table + " WHERE " + matching(columns);
        }

        String delete() {
            return "DELETE FROM " + table + " WHERE " + matching(columns);
        }
    }

    public Expiry {
        keys = List.copyOf(keys);
        details = List.copyOf(details);
    }

    /** Rows that nothing depends on and that are of no use once they are old. */
    public static Expiry forgotten(String kind, String table, List<String> keys, String age) {
        return new Expiry(kind, table, keys, age, "1 = 1", List.of(), false);
    }

    /** Rows that nothing depends on, archived. */
    public static Expiry archived(String kind, String table, List<String> keys, String age) {
        return new Expiry(kind, table, keys, age, "1 = 1", List.of(), true);
    }

    /** The same for those of them only of which this holds. */
    public Expiry where(String more) {
        return new Expiry(kind, table, keys, age, more, details, archived);
    }

    /** The same with rows of another table, which go before. */
    public Expiry with(String detail, String... columns) {
        List<Detail> all = new ArrayList<>(details);
        all.add(new Detail(detail, List.of(columns)));
        return new Expiry(kind, table, keys, age, condition, all, archived);
    }

    /** The key of the row where a cursor stands. */
    @Nullable
    Object[] key(ResultSet row) throws SQLException {
        @Nullable Object[] key = new @Nullable Object[keys.size()];
        for (int i = 0; i < key.length; i++) {
            key[i] = row.getObject(keys.get(i));
        }
        return key;
    }

    /** The oldest first. */
    String select(String what) {
        return "SELECT " + what + " FROM " + table + " WHERE " + old() + " ORDER BY " + age + " LIMIT ?";
    }

    /** Takes the row of a key, unless it is young again. */
    String take(Dialect dialect) {
        return "SELECT 1 FROM " + table + " WHERE " + matching(keys) + " AND " + old() + dialect.skipLocked(table);
    }

    String delete() {
        return "DELETE FROM " + table + " WHERE " + matching(keys) + " AND " + old();
    }

    private String old() {
        return age + " < ? AND (" + condition + ")";
    }

    /** Parameters of a statement about old rows: those before, the time as often as it is asked for, those after. */
    @Nullable
    Object[] parameters(@Nullable Object[] before, long time, Object... after) {
        List<@Nullable Object> all = new ArrayList<>(Arrays.asList(before));
        long marks = 1 + condition.chars().filter(c -> c == '?').count();
        all.addAll(Collections.nCopies((int) marks, time));
        all.addAll(List.of(after));
        return all.toArray();
    }

    private static String matching(List<String> columns) {
        return columns.stream().map(column -> column + " = ?").collect(Collectors.joining(" AND "));
    }
}
