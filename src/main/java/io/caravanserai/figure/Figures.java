package io.caravanserai.figure;

import io.caravanserai.retention.Expiry;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Figures in the store: those of a minute are kept for a day, those of an hour as long as the operator wants. */
public final class Figures {
    /** A minute's figures, in milliseconds. */
    public static final long MINUTE = 60_000;
    /** An hour's figures, in milliseconds. */
    public static final long HOUR = 60 * MINUTE;
    /** What the series of a carrier begins with. */
    static final String CARRIER = "carrier:";

    /** Hours of long ago. */
    public static final Expiry EXPIRY = Expiry.forgotten("figures", "figure", List.of("series", "step", "at"), "at");

    private static final long MINUTES_KEPT = 25 * HOUR;
    private static final String ADD =
            """
            INSERT INTO figure (series, step, at, number, median, slow) VALUES (?,?,?,?,?,?)
            ON CONFLICT (series, step, at) DO UPDATE SET
                median = CASE WHEN figure.number + excluded.number = 0 THEN NULL
                    ELSE (COALESCE(figure.median, 0) * figure.number + COALESCE(excluded.median, 0) * excluded.number)
                        / (figure.number + excluded.number) END,
                slow = CASE WHEN COALESCE(figure.slow, -1) > COALESCE(excluded.slow, -1) THEN figure.slow
                    ELSE excluded.slow END,
                number = figure.number + excluded.number""";

    private final Database database;

    public Figures(Database database) {
        this.database = database;
    }

    /**
     * What passed in a while.
     *
     * @param at its beginning, epoch milliseconds
     * @param median of how long it took, milliseconds; null where nothing passed
     * @param slow what 95 of 100 did not exceed, of longer whiles the worst of their minutes
     */
    public record Figure(String series, long at, long number, @Nullable Long median, @Nullable Long slow) {}

    /** Adds what passed in a minute, to that minute and to its hour. */
    void add(Connection connection, List<Figure> minutes) throws SQLException {
        for (Figure figure : minutes) {
            if (!figure.series().startsWith(CARRIER)) {
                add(connection, figure, MINUTE);
            }
            add(connection, figure, HOUR);
        }
    }

    private static void add(Connection connection, Figure figure, long step) throws SQLException {
        Sql.update(
                connection,
                ADD,
                figure.series(),
                step,
                figure.at() / step * step,
                figure.number(),
                figure.median(),
                figure.slow());
    }

    void forgetMinutes(long now) {
        database.write(connection ->
                Sql.update(connection, "DELETE FROM figure WHERE step = ? AND at < ?", MINUTE, now - MINUTES_KEPT));
    }

    /** Those of a series from a moment on, the oldest first. */
    List<Figure> since(String series, long step, long from) {
        return database.read(connection -> Sql.list(
                connection,
                "SELECT * FROM figure WHERE series = ? AND step = ? AND at >= ? ORDER BY at",
                row -> new Figure(
                        series,
                        row.getLong("at"),
                        row.getLong("number"),
                        nullable(row.getLong("median"), row.wasNull()),
                        nullable(row.getLong("slow"), row.wasNull())),
                series,
                step,
                from));
    }

    private static @Nullable Long nullable(long value, boolean isNull) {
        return isNull ? null : value;
    }
}
