package io.caravanserai.tracking;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables of PostgreSQL in which events lie, one for each month (UTC) in which they were stored. */
public final class EventMonths {
    private static final Logger LOG = LoggerFactory.getLogger(EventMonths.class);
    /** This month and those after it for which there is a table. */
    private static final int AHEAD = 3;

    private static final Pattern BOUNDS =
            Pattern.compile("FOR VALUES FROM \\((?:MINVALUE|'(-?\\d+)')\\) TO \\('(-?\\d+)'\\)");

    private final Database database;

    public EventMonths(Database database) {
        this.database = database;
    }

    /**
     * A table of events.
     *
     * @param from of the oldest that it may hold, in epoch milliseconds
     * @param to of the first that it may not hold
     */
    private record Part(String table, long from, long to) {
        boolean meets(long start, long end) {
            return from < end && start < to;
        }
    }

    /** Makes the tables of this month and the next; what came for one of them before is moved into it. */
    public int ahead(long now) {
        YearMonth month = YearMonth.from(Instant.ofEpochMilli(now).atOffset(ZoneOffset.UTC));
        int made = 0;
        for (int i = 0; i < AHEAD; i++) {
            YearMonth each = month.plusMonths(i);
            made += database.write(connection -> make(connection, each)) ? 1 : 0;
        }
        return made;
    }

    private static boolean make(Connection connection, YearMonth month) throws SQLException {
        long start = start(month);
        long end = start(month.plusMonths(1));
        if (parts(connection).stream().anyMatch(part -> part.meets(start, end))) {
            return false;
        }
        String table = "tracking_event_%d_%02d".formatted(month.getYear(), month.getMonthValue());
        Sql.update(
                connection,
                "CREATE TABLE " + table + " (LIKE tracking_event INCLUDING DEFAULTS INCLUDING CONSTRAINTS)");
        Sql.update(
                connection,
                "WITH moved AS (DELETE FROM tracking_event_other WHERE stored_at >= ? AND stored_at < ? RETURNING *)"
                        + " INSERT INTO " + table + " SELECT * FROM moved",
                start,
                end);
        Sql.update(
                connection,
                "ALTER TABLE tracking_event ATTACH PARTITION " + table + " FOR VALUES FROM (" + start + ") TO (" + end
                        + ")");
        return true;
    }

    /** Drops the tables all of whose events were stored before; returns how many. */
    int drop(long before) {
        List<Part> old = database.read(EventMonths::parts).stream()
                .filter(part -> part.to() <= before)
                .toList();
        for (Part part : old) {
            database.write(connection -> Sql.update(connection, "DROP TABLE " + part.table()));
            LOG.info("kept long enough, dropped table={}", part.table());
        }
        return old.size();
    }

    /** The time of the oldest event that there may be, in epoch milliseconds. */
    long oldest() {
        return database.read(connection -> {
            long other = Sql.number(
                    connection, "SELECT COALESCE(MIN(stored_at), " + Long.MAX_VALUE + ") FROM tracking_event_other");
            return parts(connection).stream().mapToLong(Part::from).reduce(other, Math::min);
        });
    }

    /** All but the one for times that have no month. */
    private static List<Part> parts(Connection connection) throws SQLException {
        return Sql.list(
                        connection,
                        """
                        SELECT c.relname, pg_get_expr(c.relpartbound, c.oid) FROM pg_inherits i
                        JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'tracking_event'::regclass""",
                        row -> part(row.getString(1), row.getString(2)))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Part> part(String table, String bounds) {
        Matcher found = BOUNDS.matcher(bounds);
        if (!found.matches()) {
            return Optional.empty();
        }
        long from = found.group(1) == null ? Long.MIN_VALUE : Long.parseLong(found.group(1));
        return Optional.of(new Part(table, from, Long.parseLong(found.group(2))));
    }

    private static long start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
}
