package io.caravanserai.figure;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which carriers are silent for longer than they ever were within a week. What is usual is learnt from the hours in which
 * events came; of a carrier that is heard rarely nothing can be said.
 */
public final class Silence {
    private static final Duration WEEK = Duration.ofDays(7);
    /** So many hours of a week must have had events before silence means anything. */
    private static final int HEARD = 12;
    /** Half as long again as ever before. */
    private static final double LONGER = 1.5;

    private static final long LEAST = Duration.ofHours(2).toMillis();

    private final Database database;
    private final Clock clock;

    public Silence(Database database) {
        this.database = database;
        this.clock = database.clock();
    }

    /**
     * A carrier of which nothing new has come.
     *
     * @param since the end of the hour in which it was heard last
     * @param usual the longest that it was silent before
     */
    public record Silent(String carrier, Instant since, Duration length, Duration usual) {}

    /** Those that are silent now. */
    public List<Silent> now() {
        long now = clock.millis();
        Map<String, List<Long>> heard = new TreeMap<>();
        database.read(connection -> Sql.list(
                connection,
                "SELECT series, at FROM figure WHERE step = ? AND series LIKE 'carrier:%' AND at > ? ORDER BY series, at",
                row -> heard.computeIfAbsent(
                                row.getString(1).substring(Figures.CARRIER.length()), any -> new ArrayList<>())
                        .add(row.getLong(2)),
                Figures.HOUR,
                now - WEEK.toMillis()));
        List<Silent> silent = new ArrayList<>();
        heard.forEach((carrier, hours) -> {
            long last = hours.get(hours.size() - 1) + Figures.HOUR;
            long usual = Math.max(LEAST, longestGap(hours));
            if (hours.size() >= HEARD && now - last > usual * LONGER) {
                silent.add(new Silent(
                        carrier, Instant.ofEpochMilli(last), Duration.ofMillis(now - last), Duration.ofMillis(usual)));
            }
        });
        return silent;
    }

    private static long longestGap(List<Long> hours) {
        long longest = 0;
        for (int i = 1; i < hours.size(); i++) {
            longest = Math.max(longest, hours.get(i) - hours.get(i - 1) - Figures.HOUR);
        }
        return longest;
    }
}
