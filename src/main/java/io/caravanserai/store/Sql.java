package io.caravanserai.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plain JDBC without its ceremony: one connection, bound parameters, rows mapped by a function. */
public final class Sql {
    private static final int PORTION = 512;
    /** Rows of a large result that are fetched together; one may hold 8 MiB. */
    private static final int FETCHED = 16;
    /** The SQLSTATE of connection failure. */
    private static final String CONNECTION_LOST = "08006";

    private Sql() {}

    /** Work on a connection whose transaction the {@link Database} begins and ends. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        T run(Connection connection) throws SQLException;
    }

    /** Reads one row; the cursor stays where it is. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    public static <T> List<T> list(Connection connection, String sql, Row<T> row, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> result = new ArrayList<>();
                while (rows.next()) {
                    result.add(row.read(rows));
                }
                return result;
            }
        }
    }

    /** Takes rows one by one; false ends it. */
    @FunctionalInterface
    public interface Each {
        boolean take(ResultSet row) throws SQLException;
    }

    /** Hands on rows one by one, of which few are in memory at a time. */
    public static void each(Connection connection, String sql, Each each, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCHED);
            bind(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                boolean more = true;
                while (more && rows.next()) {
                    more = each.take(rows);
                }
            }
        }
    }

    /** The first row, if any. */
    public static <T> Optional<T> first(Connection connection, String sql, Row<T> row, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
            }
        }
    }

    /** The first column of the first row as a number; 0 when there is no row. */
    public static long number(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        return first(connection, sql, row -> row.getLong(1), parameters).orElse(0L);
    }

    /** Returns how many rows changed. */
    public static int update(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        }
    }

    /** Runs one statement for every row of parameters, sent together; returns how many were run. */
    public static int batch(Connection connection, String sql, List<? extends @Nullable Object[]> rows)
            throws SQLException {
        if (rows.isEmpty()) {
            return 0;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (@Nullable Object[] row : rows) {
                bind(statement, row);
                statement.addBatch();
            }
            execute(statement);
            return rows.size();
        }
    }

    /**
     * The PostgreSQL driver ends a batch by asking its connection how it commits, and where that was lost meanwhile it
     * throws an error (AssertionError "getAutoCommit() should not throw") in place of what happened.
     */
    private static void execute(PreparedStatement batch) throws SQLException {
        try {
            batch.executeBatch();
        } catch (AssertionError e) {
            throw new SQLException("the connection was lost in the middle of a batch", CONNECTION_LOST, e);
        }
    }

    /**
     * Rows whose column is one of many values: asks in portions of at most 512 and fills the last one up to a power of
     * two, so that few different statements exist.
     *
     * @param sql a query that ends where the {@code IN} list begins, such as {@code ... WHERE a = ? AND b IN}
     * @param before the parameters before the list
     */
    public static <T> List<T> listIn(
            Connection connection, String sql, Row<T> row, Collection<?> values, @Nullable Object... before)
            throws SQLException {
        List<T> result = new ArrayList<>();
        List<?> all = List.copyOf(values);
        for (int from = 0; from < all.size(); from += PORTION) {
            List<?> portion = all.subList(from, Math.min(all.size(), from + PORTION));
            int marks = Math.min(PORTION, Integer.highestOneBit(Math.max(1, 2 * portion.size() - 1)));
            @Nullable Object[] parameters = Arrays.copyOf(before, before.length + marks);
            for (int i = 0; i < marks; i++) {
                parameters[before.length + i] = portion.get(Math.min(i, portion.size() - 1));
            }
            result.addAll(list(connection, sql + " (" + marks(marks) + ")", row, parameters));
        }
        return result;
    }

    /** {@code ?,?,?} for an {@code IN} list. */
    public static String marks(int count) {
        return "?,".repeat(Math.max(0, count - 1)) + "?";
    }

    private static void bind(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object value = parameters[i];
            if (value instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else if (value instanceof Boolean flag) {
                statement.setInt(i + 1, flag ? 1 : 0);
            } else {
                statement.setObject(i + 1, value);
            }
        }
    }
}
